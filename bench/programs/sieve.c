#include <stdint.h>
#include <string.h>

static int64_t composite[8000000];

static void mark(int64_t prime) {
  int64_t multiple = prime * prime;
  while (multiple < 8000000) {
    composite[multiple] = 1;
    multiple = multiple + prime;
  }
}

int64_t program(void) {
  memset(composite, 0, sizeof composite);
  int64_t count = 0;
  int64_t candidate = 2;
  while (candidate < 8000000) {
    if (composite[candidate] == 0) {
      count = count + 1;
      mark(candidate);
    }
    candidate = candidate + 1;
  }
  return count;
}
