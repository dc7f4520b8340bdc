package io.tripmeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The docs name what the code has: read from the sources with simple patterns, so that nothing is forgotten. */
class DocsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "..").normalize();
  private static final Path SOURCES = ROOT.resolve("agent/src/main/java/io/tripmeter");
  private static final Path DOCS = ROOT.resolve("docs");

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("(?:tripmeter|db\\.client)\\.[a-z_]+(?:\\.[a-z_]+)*");

  /** From the level to the end of the first argument: a message, or a choice of two. */
  private static final Pattern MESSAGE = Pattern.compile(
      "Log\\s*\\.(?:debug|info|warn|error|always)\\(((?:[^\"()]|\"(?:[^\"\\\\]|\\\\.)*\"|\\([^()]*\\))*)\\)");

  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  /** Of the page, in a list by number. */
  private static final Pattern PART =
      Pattern.compile("^\\d\\. \\*\\*(.+?)\\*\\*", Pattern.MULTILINE);

  private static final Pattern HOST = Pattern.compile(
      "<(?:url|connection|developerConnection)>(?:scm:git:)?(?:https|ssh)://(?:git@)?([^/<]+)");

  private static final Pattern FENCE =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void everyMetricAndAttributeIsInSignals() throws IOException {
    String signals = Files.readString(DOCS.resolve("signals.md"));
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("signals/metrics", "signals/spans")) {
      for (String text : strings(sources(SOURCES.resolve(folder)))) {
        if (NAME.matcher(text).matches()) {
          names.add(text);
        }
      }
    }
    assertTrue(names.size() > 35, names.toString());
    assertEquals(
        List.of(),
        names.stream().filter(name -> !signals.contains("`" + name + "`")).toList());
  }

  @Test
  void everyKindOfRoundTripIsInSignals() throws IOException {
    String signals = Files.readString(DOCS.resolve("signals.md"));
    List<String> missing = new ArrayList<>();
    for (io.tripmeter.boot.TripKind kind : io.tripmeter.boot.TripKind.values()) {
      if (!signals.contains("| `" + kind.name().toLowerCase(Locale.ROOT) + "` |")) {
        missing.add(kind.label());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyLogMessageIsInTheDocs() throws IOException {
    String docs = Files.readString(DOCS.resolve("troubleshooting.md"))
        + Files.readString(DOCS.resolve("signals.md"));
    List<String> messages = new ArrayList<>();
    for (String source : sources(SOURCES)) {
      MESSAGE.matcher(source).results().map(found -> found.group(1)).forEach(argument -> {
        messages.addAll(strings(List.of(argument)));
      });
    }
    assertTrue(messages.size() > 40, messages.toString());
    assertEquals(
        List.of(),
        messages.stream()
            .filter(message -> !docs.contains("`" + message + (isBegin(message) ? "" : "`")))
            .toList());
  }

  /** {@code "library: " + message}. */
  private static boolean isBegin(String message) {
    return message.endsWith(" ");
  }

  @Test
  void everyTestThatProvesAVersionExists() throws IOException {
    Set<String> named = new TreeSet<>();
    TEST.matcher(Files.readString(DOCS.resolve("supported.md"))).results().forEach(test -> {
      named.add(test.group(1) + ".java");
    });
    for (String module : List.of("agent", "integration-tests")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test"))) {
        files.forEach(file -> named.remove(file.getFileName().toString()));
      }
    }
    assertEquals(Set.of(), named);
  }

  @Test
  void theQuickStartNamesPartsThatThePageHas() throws IOException {
    String page = Files.readString(
        ROOT.resolve("agent/src/main/resources/io/tripmeter/signals/page/page.html"));
    List<String> named = PART.matcher(Files.readString(DOCS.resolve("quick-start.md")))
        .results()
        .map(part -> part.group(1))
        .toList();
    assertTrue(named.contains("Last slow requests"), named.toString());
    assertEquals(
        List.of(),
        named.stream().filter(part -> !page.contains(">" + part + "</h2>")).toList());
  }

  /** They cannot be changed in what is published. */
  @Test
  void theAddressesOfAReleaseAreOneProjectsAndSomebodyConfirmsThem() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String releasing = Files.readString(DOCS.resolve("contributing/releasing.md"));
    List<String> hosts = HOST.matcher(pom)
        .results()
        .map(host -> host.group(1))
        .filter(host -> !host.contains("apache.org"))
        .toList();
    assertEquals(5, hosts.size(), hosts::toString);
    assertEquals(Set.of("tripmeter.io"), Set.copyOf(hosts));
    assertTrue(releasing.contains("the owner of the project confirms the addresses in `pom.xml`"));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = FENCE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1))) {
          broken.add(ROOT.relativize(page) + " -> " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1));
  }

  private static Set<String> anchors(String page) {
    Set<String> anchors = new TreeSet<>();
    HEADING.matcher(FENCE.matcher(page).replaceAll("")).results().forEach(heading -> {
      String folded = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(folded.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
    });
    return anchors;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(DOCS)) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .toList();
    }
  }

  private static List<String> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".java"))
          .map(DocsTest::read)
          .toList();
    }
  }

  private static String read(Path source) {
    try {
      String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
      return JOINED.matcher(code).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> strings(List<String> sources) {
    return sources.stream()
        .flatMap(source -> STRING.matcher(source).results())
        .map(found -> found.group(1))
        .toList();
  }
}
