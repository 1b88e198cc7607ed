#include <stdint.h>

static int64_t steps(int64_t n) {
  int64_t count = 0;
  while (n != 1) {
    if (n % 2 == 0) {
      n = n / 2;
    } else {
      n = 3 * n + 1;
    }
    count = count + 1;
  }
  return count;
}

int64_t program(void) {
  int64_t best = 1;
  int64_t longest = 0;
  int64_t n = 1;
  while (n < 300000) {
    int64_t length = steps(n);
    if (length > longest) {
      longest = length;
      best = n;
    }
    n = n + 1;
  }
  return best;
}
