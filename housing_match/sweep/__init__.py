"""Many scenarios and seeds in one go, by processes of this machine or by a Dask cluster."""
