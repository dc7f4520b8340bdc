package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is copied out of docs/fleet.md and its like works: it is YAML, and its options are the agent's. */
class FleetDocsTest {
  static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();
  private static final List<String> PAGES =
      List.of("docs/fleet.md", "docs/security.md", "docs/upgrading.md");

  private static final Pattern FENCE =
      Pattern.compile("^```yaml\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern VARIABLE = Pattern.compile("TRIPMETER_[A-Z0-9_]+");
  private static final Pattern PROPERTY = Pattern.compile("(?<![/\\w.])tripmeter\\.[a-z][a-z._-]*");

  @Test
  void everyOptionThatIsNamedExists() throws IOException {
    Map<String, Option> options = new TreeMap<>();
    for (Option option : Option.values()) {
      options.put(option.environment(), option);
      options.put(option.property(), option);
    }
    String signals = Files.readString(ROOT.resolve("docs/signals.md"));
    Set<String> named = new TreeSet<>();
    for (String page : PAGES) {
      String text = Files.readString(ROOT.resolve(page));
      for (Pattern pattern : List.of(VARIABLE, PROPERTY)) {
        pattern.matcher(text).results().map(MatchResult::group).forEach(named::add);
      }
    }
    assertTrue(named.size() > 8, named::toString);
    named.removeIf(name -> options.containsKey(name) || signals.contains("`" + name + "`"));
    assertEquals(Set.of(), named);
  }

  @Test
  void everyValueOfAVariableIsAccepted() throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (Object document : yaml()) {
      collect(document, values);
    }
    assertTrue(values.size() > 3, values::toString);
    values.forEach((name, value) -> {
      Option option = Option.valueOf(name.substring("TRIPMETER_".length()));
      assertNotNull(option.parse(value), () -> name + "=" + value);
    });
  }

  /** Every {@code {name: TRIPMETER_..., value: ...}} below this node. */
  private static void collect(Object node, Map<String, String> values) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("value") != null && VARIABLE.matcher("" + map.get("name")).matches()) {
        values.put("" + map.get("name"), (String) map.get("value"));
      }
      map.values().forEach(child -> collect(child, values));
    } else if (node instanceof List<?> list) {
      list.forEach(child -> collect(child, values));
    }
  }

  /** Environment variables are text, so a number without quotes is refused by Kubernetes: the cast above fails on it. */
  private static List<Object> yaml() throws IOException {
    List<Object> documents = new ArrayList<>();
    for (String folder : List.of("docs", ".github")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          documents.addAll(yaml(file));
        }
      }
    }
    return documents;
  }

  /** The documents of a YAML file, or in a page; none for other files. */
  static List<Object> yaml(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    if (file.toString().endsWith(".md")) {
      FENCE.matcher(Files.readString(file)).results().forEach(fence -> texts.add(fence.group(1)));
    } else if (file.toString().matches(".*\\.ya?ml")) {
      texts.add(Files.readString(file));
    }
    List<Object> documents = new ArrayList<>();
    for (String text : texts) {
      LoaderOptions strict = new LoaderOptions();
      strict.setAllowDuplicateKeys(false);
      new Yaml(new SafeConstructor(strict)).loadAll(text).forEach(documents::add);
    }
    return documents;
  }
}
