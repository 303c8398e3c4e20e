//! The one integration binary: every module below tests the program from outside.

mod architecture;
