#include <stdint.h>

static int64_t left[136900];
static int64_t right[136900];
static int64_t product[136900];

int64_t program(void) {
  int64_t i = 0;
  while (i < 136900) {
    left[i] = i % 17;
    right[i] = i % 23;
    i = i + 1;
  }
  int64_t row = 0;
  while (row < 370) {
    int64_t column = 0;
    while (column < 370) {
      int64_t sum = 0;
      int64_t k = 0;
      while (k < 370) {
        sum = sum + left[row * 370 + k] * right[k * 370 + column];
        k = k + 1;
      }
      product[row * 370 + column] = sum;
      column = column + 1;
    }
    row = row + 1;
  }
  return product[4242];
}
