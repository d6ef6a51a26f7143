// The C door: libgit2, and the calls that Swift cannot make by itself.
#ifndef OPSGATE_CLIBGIT2_SHIM_H
#define OPSGATE_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/filter.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

#if LIBGIT2_VER_MAJOR < 1 || (LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 5)
#error "opsgate needs libgit2 1.5 or newer"
#endif

// git_libgit2_opts is variadic, which Swift does not import.

/// Turns a yes-or-no option of the library on or off.
static inline int opsgate_git_set_flag(int option, int enabled) {
  return git_libgit2_opts(option, enabled);
}

/// Sets an option of the library that is a number of bytes.
static inline int opsgate_git_set_size(int option, size_t bytes) {
  return git_libgit2_opts(option, bytes);
}

#endif
