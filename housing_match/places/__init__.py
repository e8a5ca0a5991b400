"""Geography without the internet: postcodes, authorities, minutes, and the only door for geopandas and pyproj."""
