// The C door to PCRE2 in its 8-bit form. The macro chooses the width and must come first.
#ifndef OPSGATE_CPCRE2_SHIM_H
#define OPSGATE_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
