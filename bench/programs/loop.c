#include <stdint.h>

int64_t program(void) {
  int64_t sum = 0;
  int64_t i = 0;
  while (i < 150000000) {
    sum = i - sum;
    i = i + 1;
  }
  return sum;
}
