package io.tripmeter.bench;

/** What a process has used: CPU time of all its threads in nanoseconds, and bytes allocated on the heap. */
record Usage(long cpuNanos, long allocatedBytes) {
  Usage minus(Usage earlier) {
    return new Usage(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
  }
}
