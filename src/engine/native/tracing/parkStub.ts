/**
 * The machine code in which a thread waits for its tracer. It does what `framesStub` does, and between its first half and
 * its second says which thread it is and turns in a circle until somebody writes to the second word: 1 to let it on,
 * anything else to send it back without having entered the code. It is called as
 * `void (*)(void *control, void *entry, struct { int64_t thread, go; } *words)`, System V only: Linux alone has ptrace
 * as it is used here.
 */

// <asm/unistd_64.h>: gettid is 186 (0xba). A system call changes rax, rcx and r11, and nothing else.
// prettier-ignore
export const parkStub: Uint8Array = Uint8Array.of(
  0x55,                            // push %rbp
  0x48, 0x89, 0xe5,                // mov  %rsp,%rbp
  0x53,                            // push %rbx
  0x41, 0x56,                      // push %r14
  0x41, 0x57,                      // push %r15
  0x49, 0x89, 0xfe,                // mov  %rdi,%r14
  0xb8, 0xba, 0x00, 0x00, 0x00,    // mov  $186,%eax
  0x0f, 0x05,                      // syscall
  0x89, 0x02,                      // mov  %eax,(%rdx)
  0xf3, 0x90,                      // wait: pause
  0x8b, 0x42, 0x08,                // mov  8(%rdx),%eax
  0x85, 0xc0,                      // test %eax,%eax
  0x74, 0xf7,                      // je   wait
  0xff, 0xc8,                      // dec  %eax
  0x75, 0x02,                      // jne  out
  0xff, 0xd6,                      // call *%rsi
  0x41, 0x5f,                      // out: pop %r15
  0x41, 0x5e,                      // pop  %r14
  0x5b,                            // pop  %rbx
  0x5d,                            // pop  %rbp
  0xc3,                            // ret
);

/** `ret`: what becomes of a SIGTRAP that no tracer is there for any more. */
export const trapHandler: Uint8Array = Uint8Array.of(0xc3);

/** Offsets in bytes of the two words, and their size. */
export const parkingWords = { thread: 0, go: 8, size: 16 } as const;
