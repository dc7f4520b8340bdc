package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private String arguments = "";
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir
  Path directory = Path.of("");

  @Test
  void everyOptionHasItsDefaultWhenNothingIsSet() {
    Settings settings = read();

    assertTrue(settings.enabled());
    assertFalse(settings.adviseOnly());
    assertFalse(settings.has(Option.POOL_MAX_SIZE));
    assertEquals(-1, settings.integer(Option.POOL_MAX_SIZE));
    assertEquals(Integer.MAX_VALUE, settings.integer(Option.WARMUP));
    assertFalse(settings.has(Option.SESSION_STATEMENT_TIMEOUT));
    assertEquals(-1, settings.duration(Option.SESSION_STATEMENT_TIMEOUT));
    assertEquals(0, settings.integer(Option.REQUEST_BUDGET));
    assertEquals("", settings.text(Option.SESSION_SCHEMA));
    assertEquals("127.0.0.1:29464", settings.text(Option.METRICS_LISTEN));
    assertEquals("default", settings.source(Option.WARMUP));
    assertFalse(settings.isExplicit(Option.WARMUP));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void agentArgumentsBeatPropertiesBeatEnvironmentBeatFile() throws IOException {
    Path file = write("pool.max-size=1", "pool.min-idle=1", "warmup=1", "warmup.parallelism=1");
    arguments = "pool.max-size=4";
    properties.put("tripmeter.config", file.toString());
    properties.put("tripmeter.pool.max-size", "3");
    properties.put("tripmeter.pool.min-idle", "3");
    environment.put("TRIPMETER_POOL_MAX_SIZE", "2");
    environment.put("TRIPMETER_POOL_MIN_IDLE", "2");
    environment.put("TRIPMETER_WARMUP", "2");

    Settings settings = read();

    assertEquals(4, settings.integer(Option.POOL_MAX_SIZE));
    assertEquals("agent argument pool.max-size", settings.source(Option.POOL_MAX_SIZE));
    assertEquals(3, settings.integer(Option.POOL_MIN_IDLE));
    assertEquals("system property tripmeter.pool.min-idle", settings.source(Option.POOL_MIN_IDLE));
    assertEquals(2, settings.integer(Option.WARMUP));
    assertEquals("environment TRIPMETER_WARMUP", settings.source(Option.WARMUP));
    assertEquals(1, settings.integer(Option.WARMUP_PARALLELISM));
    assertEquals("file " + file + " line 4", settings.source(Option.WARMUP_PARALLELISM));
    assertTrue(settings.isExplicit(Option.WARMUP_PARALLELISM));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void everyOptionCanBeSetInEverySource() throws IOException {
    for (Option option : Option.values()) {
      if (option == Option.CONFIG) {
        continue;
      }
      String value = sample(option);
      Map<String, String> nothing = Map.of();
      Path file = write(option.key() + "=" + value);
      assertExplicit(option, new ConfigSources(option.key() + "=" + value, nothing, nothing));
      assertExplicit(option, new ConfigSources(null, Map.of(option.property(), value), nothing));
      assertExplicit(option, new ConfigSources(null, nothing, Map.of(option.environment(), value)));
      assertExplicit(option, new ConfigSources("config=" + file, nothing, nothing));
    }
  }

  private static void assertExplicit(Option option, ConfigSources sources) {
    Settings settings = Configuration.read(sources);
    assertEquals(List.of(), settings.problems(), option.key());
    assertTrue(settings.isExplicit(option), option.key());
  }

  private static String sample(Option option) {
    for (String value : List.of(
        "true",
        "10s",
        "1000",
        "off",
        "auto",
        "text",
        "advise",
        "direct",
        "warn",
        "flyway:1",
        "http://localhost:4318",
        "schema",
        "direct",
        "warn")) {
      if (option.parse(value) != null) {
        return value;
      }
    }
    throw new AssertionError("no sample value for " + option);
  }

  @Test
  void agentArgumentsMayContainEqualsSignsAndEscapedCommas() {
    arguments = "service-name=a=b\\,c\\\\d,warmup=off,,tripmeter.spans=off";

    Settings settings = read();

    assertEquals("a=b,c\\d", settings.text(Option.SERVICE_NAME));
    assertEquals(0, settings.integer(Option.WARMUP));
    assertEquals("off", settings.text(Option.SPANS));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void ifASourceHasAKeyTwiceTheLastOneCounts() {
    arguments = "warmup=1,warmup=2";

    assertEquals(2, read().integer(Option.WARMUP));
  }

  @Test
  void anEmptyEnvironmentVariableIsUnset() {
    environment.put("TRIPMETER_WARMUP", "");
    environment.put("OTEL_SERVICE_NAME", " ");
    properties.put("sun.java.command", "com.acme.Orders");

    Settings settings = read();

    assertFalse(settings.isExplicit(Option.WARMUP));
    assertEquals("Orders", settings.text(Option.SERVICE_NAME));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void aFileMayContainCommentsContinuedLinesAndThePrefix() throws IOException {
    Path file = write(
        "# a comment \\",
        "",
        "tripmeter.warmup = 7",
        "service-name=or\\",
        "  ders",
        "pools.a\\ b.warmup: 3");
    arguments = "config=" + file;

    Settings settings = read();

    assertEquals(7, settings.integer(Option.WARMUP));
    assertEquals("orders", settings.text(Option.SERVICE_NAME));
    assertEquals("file " + file + " line 4", settings.source(Option.SERVICE_NAME));
    assertEquals(3, settings.forPool("a b").integer(Option.WARMUP));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void aMissingFileIsOneProblemAndOtherSourcesCount() {
    Path missing = directory.resolve("missing.properties");
    arguments = "config=" + missing + ",warmup=3";

    Settings settings = read();

    assertEquals(3, settings.integer(Option.WARMUP));
    assertEquals(
        "cannot read the file " + missing
            + ": it does not exist (agent argument config); settings in it are ignored",
        onlyProblem(settings));
  }

  @Test
  void aDirectoryInsteadOfAFileIsOneProblem() {
    arguments = "config=" + directory;

    assertTrue(onlyProblem(read()).contains("it is a directory"));
  }

  @Test
  void aFileWithABrokenEscapeIsOneProblem() throws IOException {
    arguments = "config=" + write("warmup=\\uZZZZ");

    assertTrue(onlyProblem(read()).startsWith("cannot read the file "));
  }

  @Test
  void aFileCannotNameAnotherFile() throws IOException {
    arguments = "config=" + write("config=other.properties");

    assertTrue(onlyProblem(read()).contains("cannot be set in the file itself"));
  }

  @Test
  void aGetterOfTheWrongTypeNamesTheOption() {
    Settings settings = read();

    assertEquals(
        "warmup is no text",
        assertThrows(IllegalArgumentException.class, () -> settings.text(Option.WARMUP))
            .getMessage());
  }

  @Test
  void theSourcesOfThisProcessCanBeRead() {
    Settings settings = Configuration.read((String) null);

    assertFalse(settings.text(Option.SERVICE_NAME).isEmpty());
  }

  private Settings read() {
    return Configuration.read(new ConfigSources(arguments, properties, environment));
  }

  private Path write(String... lines) throws IOException {
    return Files.write(directory.resolve("tripmeter.properties"), List.of(lines));
  }

  private static String onlyProblem(Settings settings) {
    assertEquals(1, settings.problems().size(), () -> settings.problems().toString());
    return settings.problems().get(0).message();
  }
}
