"""The pages of Housing Match, on this machine only: `make app`."""

import streamlit as st

from housing_match.ui import overview

st.set_page_config(page_title="Housing Match", layout="wide")
st.navigation([st.Page(overview.page, title="Overview", url_path="overview")]).run()
