"""The pages of Housing Match, on this machine only: `make app`."""

import streamlit as st

from housing_match.ui import ICON, PAGES
from housing_match.ui.serving import GUARDS, SETTINGS, said_plainly

app = st.App(__file__, middleware=GUARDS, on_script_error=said_plainly)

if st.runtime.exists():  # for each tab and each click; the server itself comes by once before, without pages
    st.set_page_config(page_title="Housing Match", page_icon=str(ICON), layout="wide")
    pages = [st.Page(page, title=title, url_path=title.lower().replace(" ", "-")) for title, page in PAGES]
    st.navigation(pages, position="top").run()
elif __name__ == "__main__":
    app.run(config=SETTINGS)
