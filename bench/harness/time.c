/* Runs a benchmark program and prints its result and the seconds of the last run; those before it warm the caches. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t program(void);

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  double seconds = 0;
  int64_t result = 0;
  for (int runs = count > 1 ? atoi(arguments[1]) : 1; runs > 0; runs--) {
    double start = now();
    result = program();
    seconds = now() - start;
  }
  printf("%lld %.9f\n", (long long)result, seconds);
  return 0;
}
