package io.tripmeter.signals.overview;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** This process. Java's own name of it would ask for the host's address, which may wait for a name server. */
final class RunningJvm {
  private static final String HOST_NAME = "/proc/sys/kernel/hostname";

  private final long pid = findPid();
  private final @Nullable String host = findHost();
  private final long startedMillis = findStart();

  /** -1 if unknown. */
  long pid() {
    return pid;
  }

  @Nullable
  String host() {
    return host;
  }

  /** Milliseconds since 1970; -1 if unknown. */
  long startedMillis() {
    return startedMillis;
  }

  /** From Java 9 on there is ProcessHandle, before that the system's own link. */
  private static long findPid() {
    try {
      Class<?> handle = Class.forName("java.lang.ProcessHandle");
      Object current = handle.getMethod("current").invoke(null);
      return (Long) handle.getMethod("pid").invoke(current);
    } catch (ReflectiveOperationException | RuntimeException java8) {
      return ofLink();
    }
  }

  private static long ofLink() {
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | RuntimeException unknown) {
      return -1;
    }
  }

  private static @Nullable String findHost() {
    try {
      return new String(Files.readAllBytes(Paths.get(HOST_NAME)), StandardCharsets.UTF_8).trim();
    } catch (IOException | RuntimeException notLinux) {
      String named = System.getenv("HOSTNAME");
      return named == null ? System.getenv("COMPUTERNAME") : named;
    }
  }

  /** A small runtime image may have no module java.management. */
  private static long findStart() {
    try {
      return ManagementFactory.getRuntimeMXBean().getStartTime();
    } catch (RuntimeException | LinkageError unknown) {
      return -1;
    }
  }
}
