//! What resources may hold, and what is said of what they may not.

use super::{check, check_files, desired};
