package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java runtimes of this machine by feature version: of the directory {@code TRIPMETER_JDKS} (system property or environment
 * variable) first, then the running one, then those where Linux distributions put theirs.
 */
public final class Jdks {
  /** What the agent is for. */
  public static final List<Integer> WANTED = List.of(8, 11, 17, 21, 25);

  private static final Pattern VERSION =
      Pattern.compile("java\\.specification\\.version = (?:1\\.)?(\\d+)");

  private static final class Found {
    static final NavigableMap<Integer, Path> HOMES = Collections.unmodifiableNavigableMap(search());
  }

  private Jdks() {}

  /** Feature version to home, ascending. */
  public static NavigableMap<Integer, Path> found() {
    return Found.HOMES;
  }

  public static Optional<Path> home(int version) {
    return Optional.ofNullable(found().get(version));
  }

  /** The one that runs this. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * On which a test that is about the JVM runs: those of the system property {@code tripmeter.test.jdks}, a list of versions or
   * {@code all}, that were found; by default the running one.
   */
  public static List<Integer> selected() {
    String wanted = System.getProperty("tripmeter.test.jdks", "");
    if (wanted.isBlank()) {
      return List.of(Runtime.version().feature());
    }
    if (wanted.trim().equals("all")) {
      return WANTED.stream().filter(found()::containsKey).toList();
    }
    return Arrays.stream(wanted.split(","))
        .map(version -> Integer.valueOf(version.trim()))
        .filter(found()::containsKey)
        .toList();
  }

  /** One line: which were found, which of the wanted were not. */
  public static String report() {
    TreeSet<Integer> missing = new TreeSet<>(WANTED);
    missing.removeAll(found().keySet());
    String none = missing.isEmpty()
        ? ""
        : "; missing " + missing + " (a directory TRIPMETER_JDKS with <version>/bin/java)";
    return "Java runtimes: " + found().keySet() + none;
  }

  private static NavigableMap<Integer, Path> search() {
    NavigableMap<Integer, Path> homes = new TreeMap<>();
    String own =
        System.getProperty("TRIPMETER_JDKS", System.getenv().getOrDefault("TRIPMETER_JDKS", ""));
    if (!own.isBlank()) {
      addAll(homes, Path.of(own));
    }
    homes.putIfAbsent(Runtime.version().feature(), running());
    addAll(homes, Path.of("/usr/lib/jvm"));
    return homes;
  }

  private static void addAll(NavigableMap<Integer, Path> homes, Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(home -> !home.getFileName().toString().startsWith("."))
          .filter(home -> Files.isExecutable(java(home)))
          .map(Jdks::real)
          .distinct()
          .forEach(home -> version(home).ifPresent(version -> homes.putIfAbsent(version, home)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Integer> version(Path home) {
    try {
      Process process = new ProcessBuilder(
              java(home).toString(), "-XshowSettings:properties", "-version")
          .redirectErrorStream(true)
          .start();
      Matcher version = VERSION.matcher(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
