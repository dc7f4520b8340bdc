package io.tripmeter.signals.overview;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This process, by what Java 9 and later know of it. JMX would know more, but its name of the process asks for the host's address, which may wait
 * for a name server.
 */
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

  private static long findPid() {
    try {
      return (Long) handle().getMethod("pid").invoke(current());
    } catch (ReflectiveOperationException | RuntimeException java8) {
      return ofLink();
    }
  }

  private static Class<?> handle() throws ReflectiveOperationException {
    return Class.forName("java.lang.ProcessHandle");
  }

  private static Object current() throws ReflectiveOperationException {
    return handle().getMethod("current").invoke(null);
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

  private static long findStart() {
    try {
      Object info = handle().getMethod("info").invoke(current());
      Object start = Class.forName("java.lang.ProcessHandle$Info")
          .getMethod("startInstant")
          .invoke(info);
      return ((Optional<?>) start).map(at -> ((Instant) at).toEpochMilli()).orElse(-1L);
    } catch (ReflectiveOperationException | RuntimeException java8) {
      return -1;
    }
  }
}
