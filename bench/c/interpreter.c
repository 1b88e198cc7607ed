/*
 * The yardstick of the benchmarks: an interpreter of version 3 as one writes it in C, a switch over opcodes in a loop.
 * Same ops, same checks, same stack; no breakpoints, no stepping. It trusts the file: only ever give it one that the
 * verifier accepted.
 *
 *     interpreter <file.bc> <runs>      prints the result, and the seconds of the last run
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
  RETURN = 1, LOAD_CONST, LOAD, ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL,
  GREATER, GREATER_EQUAL, JUMP, JUMP_IF, JUMP_UNLESS, CALL, PRINT, LOAD_CELL, STORE_CELL,
  ADD_CONST, SUB_CONST, MUL_CONST, DIV_CONST, MOD_CONST, AND_CONST, OR_CONST, XOR_CONST, SHL_CONST, SHR_CONST,
  EQUAL_CONST, NOT_EQUAL_CONST, LESS_CONST, LESS_EQUAL_CONST, GREATER_CONST, GREATER_EQUAL_CONST,
  JUMP_EQUAL, JUMP_NOT_EQUAL, JUMP_LESS, JUMP_LESS_EQUAL, JUMP_GREATER, JUMP_GREATER_EQUAL,
  JUMP_EQUAL_CONST, JUMP_NOT_EQUAL_CONST, JUMP_LESS_CONST, JUMP_LESS_EQUAL_CONST, JUMP_GREATER_CONST,
  JUMP_GREATER_EQUAL_CONST
};

enum { STACK_WORDS = 262144 };

typedef struct { uint32_t opcode, a, b, r; } Op;
typedef struct { uint32_t first_op, op_count, parameters, registers, name, name_length; } Function;
typedef struct { uint32_t type, padding; int64_t value; } Constant;
typedef struct { uint32_t length, name, name_length, zero; } ArrayEntry;
typedef struct { int64_t *cells; uint64_t length; } Array;

/* What a CALL leaves behind for its RETURN. */
typedef struct { const Op *call; int64_t *window; const Function *function; } Frame;

static const Op *ops;
static const Function *functions;
static const Constant *constants;
static Array *arrays;
static int64_t stack[STACK_WORDS];
static Frame frames[STACK_WORDS];

_Noreturn static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

/* An op of two registers, and the same with a constant on the right: the expression reads a and b. */
#define BINARY(name, expression)           \
  case name: {                             \
    int64_t a = window[op->a];             \
    int64_t b = window[op->b];             \
    window[op->r] = (int64_t)(expression); \
    break;                                 \
  }                                        \
  case name##_CONST: {                     \
    int64_t a = window[op->a];             \
    int64_t b = values[op->b].value;       \
    window[op->r] = (int64_t)(expression); \
    break;                                 \
  }

/* A jump that compares two registers, and the same with a constant on the right. */
#define JUMP_WHEN(name, operator)                           \
  case JUMP_##name:                                         \
    if (window[op->a] operator window[op->b]) {             \
      op = code + op->r;                                    \
      continue;                                             \
    }                                                       \
    break;                                                  \
  case JUMP_##name##_CONST:                                 \
    if (window[op->a] operator values[op->b].value) {       \
      op = code + op->r;                                    \
      continue;                                             \
    }                                                       \
    break;

static int64_t divide(int64_t a, int64_t b) {
  if (b == 0) fail("division by zero");
  return b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

static int64_t remain(int64_t a, int64_t b) {
  if (b == 0) fail("division by zero");
  return b == -1 ? 0 : a % b;
}

static int64_t run(void) {
  /* What lies in variables of this function can stay in the processor's registers. */
  const Op *const code = ops;
  const Constant *const values = constants;
  const Array *const tables = arrays;
  const Op *op = code;
  int64_t *window = stack;
  const Function *function = functions;
  Frame *frame = frames;
  memset(stack, 0, functions[0].registers * sizeof *stack);
  for (;;) {
    switch (op->opcode) {
      case RETURN: {
        int64_t value = window[op->r];
        if (frame == frames) return value;
        frame--;
        op = frame->call;
        window = frame->window;
        function = frame->function;
        window[op->r] = value;
        break;
      }
      case LOAD_CONST: window[op->r] = values[op->a].value; break;
      case LOAD: window[op->r] = window[op->a]; break;
      /* Arithmetic that wraps is unsigned in C. */
      BINARY(ADD, (uint64_t)a + (uint64_t)b)
      BINARY(SUB, (uint64_t)a - (uint64_t)b)
      BINARY(MUL, (uint64_t)a * (uint64_t)b)
      BINARY(DIV, divide(a, b))
      BINARY(MOD, remain(a, b))
      BINARY(AND, a & b)
      BINARY(OR, a | b)
      BINARY(XOR, a ^ b)
      BINARY(SHL, (uint64_t)a << (b & 63))
      BINARY(SHR, a >> (b & 63))
      BINARY(EQUAL, a == b)
      BINARY(NOT_EQUAL, a != b)
      BINARY(LESS, a < b)
      BINARY(LESS_EQUAL, a <= b)
      BINARY(GREATER, a > b)
      BINARY(GREATER_EQUAL, a >= b)
      case JUMP: op = code + op->a; continue;
      case JUMP_IF:
        if (window[op->a] != 0) {
          op = code + op->b;
          continue;
        }
        break;
      case JUMP_UNLESS:
        if (window[op->a] == 0) {
          op = code + op->b;
          continue;
        }
        break;
      JUMP_WHEN(EQUAL, ==)
      JUMP_WHEN(NOT_EQUAL, !=)
      JUMP_WHEN(LESS, <)
      JUMP_WHEN(LESS_EQUAL, <=)
      JUMP_WHEN(GREATER, >)
      JUMP_WHEN(GREATER_EQUAL, >=)
      case CALL: {
        const Function *callee = functions + op->a;
        int64_t *registers = window + function->registers + 1;
        if (registers + callee->registers > stack + STACK_WORDS) fail("call stack too deep");
        *frame++ = (Frame){op, window, function};
        for (uint32_t i = 0; i < callee->parameters; i++) registers[i] = window[op->b + i];
        for (uint32_t i = callee->parameters; i < callee->registers; i++) registers[i] = 0;
        window = registers;
        function = callee;
        op = code + callee->first_op;
        continue;
      }
      case PRINT: printf("%lld\n", (long long)window[op->a]); break;
      case LOAD_CELL: {
        uint64_t index = (uint64_t)window[op->a];
        if (index >= tables[op->b].length) fail("cell out of range");
        window[op->r] = tables[op->b].cells[index];
        break;
      }
      case STORE_CELL: {
        uint64_t index = (uint64_t)window[op->a];
        if (index >= tables[op->b].length) fail("cell out of range");
        tables[op->b].cells[index] = window[op->r];
        break;
      }
      default: fail("unknown op");
    }
    op++;
  }
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("cannot open the file");
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size);
  if (!bytes || fread(bytes, 1, *size, file) != *size) fail("cannot read the file");
  fclose(file);
  return bytes;
}

/* Sections: | u32 kind | u32 0 | u64 length | content, padded to 8 |, from byte 16 on. */
static size_t load(const char *path) {
  size_t size, array_count = 0, cell_count = 0;
  const char *bytes = read_file(path, &size);
  const ArrayEntry *entries = NULL;
  for (size_t at = 16; at + 16 <= size;) {
    uint32_t kind;
    uint64_t length;
    memcpy(&kind, bytes + at, sizeof kind);
    memcpy(&length, bytes + at + 8, sizeof length);
    const void *content = bytes + at + 16;
    if (kind == 1) ops = content;
    if (kind == 2) functions = content;
    if (kind == 3) constants = content;
    if (kind == 4) {
      entries = content;
      array_count = length / sizeof *entries;
    }
    at += 16 + (length + 7) / 8 * 8;
  }
  arrays = calloc(array_count + 1, sizeof *arrays);
  for (size_t i = 0; i < array_count; i++) cell_count += entries[i].length;
  int64_t *cells = calloc(cell_count + 1, sizeof *cells);
  for (size_t i = 0, first = 0; i < array_count; first += entries[i++].length) {
    arrays[i] = (Array){cells + first, entries[i].length};
  }
  return cell_count;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count != 3) fail("usage: interpreter <file.bc> <runs>");
  size_t cell_count = load(arguments[1]);
  double seconds = 0;
  int64_t result = 0;
  for (int runs = atoi(arguments[2]); runs > 0; runs--) {
    if (cell_count > 0) memset(arrays[0].cells, 0, cell_count * sizeof(int64_t));
    double start = now();
    result = run();
    seconds = now() - start;
  }
  printf("%lld %.9f\n", (long long)result, seconds);
  return 0;
}
