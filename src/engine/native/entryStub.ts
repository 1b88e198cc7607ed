/**
 * The machine code that enters a program at an op instead of at its first instruction. It does what the prologue and
 * the ops before would have left behind: a frame, and the result so far in rax. It is called as
 * `int64_t (*)(int64_t result, void *op)`; the epilogue of the program returns from it.
 *
 * The two arguments are in the registers that the system's calling convention says.
 */

// System V AMD64 ABI, section 3.2.3: rdi, rsi.
// prettier-ignore
const systemV = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x48, 0x89, 0xf8,    // mov  %rdi,%rax
  0xff, 0xe6,          // jmp  *%rsi
);

// Microsoft x64 calling convention: rcx, rdx.
// prettier-ignore
const microsoft = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x48, 0x89, 0xc8,    // mov  %rcx,%rax
  0xff, 0xe2,          // jmp  *%rdx
);

export const entryStub = (platform: NodeJS.Platform = process.platform): Uint8Array =>
  platform === 'win32' ? microsoft : systemV;

/**
 * The machine code that enters code with the convention `frames`. It is called as `void (*)(void *control, void *entry)`
 * and saves what the system's convention says a function must not change: rbx, rbp, r14 and r15, on Windows rsi and rdi
 * as well.
 */

// prettier-ignore
const systemVFrames = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x53,                // push %rbx
  0x41, 0x56,          // push %r14
  0x41, 0x57,          // push %r15
  0x49, 0x89, 0xfe,    // mov  %rdi,%r14
  0xff, 0xd6,          // call *%rsi
  0x41, 0x5f,          // pop  %r15
  0x41, 0x5e,          // pop  %r14
  0x5b,                // pop  %rbx
  0x5d,                // pop  %rbp
  0xc3,                // ret
);

// prettier-ignore
const microsoftFrames = Uint8Array.of(
  0x55,                // push %rbp
  0x48, 0x89, 0xe5,    // mov  %rsp,%rbp
  0x53,                // push %rbx
  0x56,                // push %rsi
  0x57,                // push %rdi
  0x41, 0x56,          // push %r14
  0x41, 0x57,          // push %r15
  0x49, 0x89, 0xce,    // mov  %rcx,%r14
  0xff, 0xd2,          // call *%rdx
  0x41, 0x5f,          // pop  %r15
  0x41, 0x5e,          // pop  %r14
  0x5f,                // pop  %rdi
  0x5e,                // pop  %rsi
  0x5b,                // pop  %rbx
  0x5d,                // pop  %rbp
  0xc3,                // ret
);

export const framesStub = (platform: NodeJS.Platform = process.platform): Uint8Array =>
  platform === 'win32' ? microsoftFrames : systemVFrames;
