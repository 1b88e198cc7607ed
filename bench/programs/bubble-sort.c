#include <stdint.h>

static int64_t numbers[8000];

static void swap(int64_t i, int64_t j) {
  int64_t kept = numbers[i];
  numbers[i] = numbers[j];
  numbers[j] = kept;
}

int64_t program(void) {
  int64_t seed = 42;
  int64_t i = 0;
  while (i < 8000) {
    seed = (seed * 75 + 74) % 65537;
    numbers[i] = seed;
    i = i + 1;
  }
  int64_t end = 7999;
  while (end > 0) {
    i = 0;
    while (i < end) {
      if (numbers[i] > numbers[i + 1]) swap(i, i + 1);
      i = i + 1;
    }
    end = end - 1;
  }
  return numbers[500];
}
