/* Runs a command and appends what it took to a file: CPU seconds (user and system) and peak memory in KiB.
 *
 *   cc -std=c11 -O2 -o measure measure.c
 *   ./measure figures.txt refer --help
 *
 * A shell's `times` knows no memory, and GNU time is not on a fresh Debian. This program is small, which
 * matters: a process starts with the peak of the one that started it.
 */

#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static long kibibytes(const struct rusage *usage) {
#ifdef __APPLE__
  return usage->ru_maxrss / 1024;
#else
  return usage->ru_maxrss;
#endif
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: measure FILE COMMAND [ARGUMENT]...\n");
    return 64;
  }
  const pid_t child = fork();
  if (child == 0) {
    execvp(arguments[2], arguments + 2);
    perror(arguments[2]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) {
    perror("measure");
    return 2;
  }
  FILE *file = fopen(arguments[1], "a");
  if (file == NULL) {
    perror(arguments[1]);
    return 2;
  }
  fprintf(file, "%.6f %ld\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), kibibytes(&usage));
  if (fclose(file) != 0) return 2;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
