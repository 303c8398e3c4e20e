//! Tables of headers and sheets as people write them.
