#include <stdint.h>

static int64_t left[25600];
static int64_t right[25600];
static int64_t product[25600];

int64_t program(void) {
  int64_t i = 0;
  while (i < 25600) {
    left[i] = i % 17;
    right[i] = i % 23;
    i = i + 1;
  }
  int64_t row = 0;
  while (row < 160) {
    int64_t column = 0;
    while (column < 160) {
      int64_t sum = 0;
      int64_t k = 0;
      while (k < 160) {
        sum = sum + left[row * 160 + k] * right[k * 160 + column];
        k = k + 1;
      }
      product[row * 160 + column] = sum;
      column = column + 1;
    }
    row = row + 1;
  }
  return product[4242];
}
