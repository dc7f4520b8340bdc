package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeSettingsTest {
  private final CapturedLog log = CapturedLog.start();
  private final List<String> told = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private int files;

  @TempDir
  Path directory = Path.of("");

  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = directory.resolve("tripmeter.properties");
    properties.put("tripmeter.config", file.toString());
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  private RuntimeSettings start(String... lines) throws IOException {
    write(lines);
    return start();
  }

  private RuntimeSettings start() {
    RuntimeSettings settings =
        Configuration.start(new ConfigSources("pool.min-idle=2", properties, Map.of()));
    settings.whenChanged(() -> told.add("told"));
    return settings;
  }

  /** As an editor that replaces the file; each is a minute newer than the last. */
  private void write(String... lines) throws IOException {
    Path next = directory.resolve("next");
    Files.write(next, List.of(lines));
    Files.setLastModifiedTime(
        next, FileTime.from(Instant.now().minusSeconds(6000 - 60L * files++)));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void look(RuntimeSettings settings) {
    Runnable file = settings.file();
    if (file != null) {
      for (int i = 0; i < 2; i++) {
        file.run();
      }
    }
  }

  private String line() {
    assertEquals(1, log.lines().size(), log.lines()::toString);
    return log.lines().get(0);
  }

  @Test
  void jmxBeatsEverySourceUntilItIsUnset() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms");
    Settings settings = runtime.settings();

    assertEquals("2 -> 7", runtime.set("pool.min-idle", "7"));
    assertEquals("300ms -> 200ms", runtime.set("tripmeter.slow-query.threshold", "200ms"));
    assertEquals(7, settings.integer(Option.POOL_MIN_IDLE));
    assertEquals(200, settings.duration(Option.SLOW_QUERY_THRESHOLD));
    assertEquals("JMX", settings.source(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(
        List.of(
            "tripmeter: info: setting changed key=pool.min-idle change=\"2 -> 7\" by=JMX",
            "tripmeter: info: setting changed key=slow-query.threshold change=\"300ms -> 200ms\" by=JMX"),
        log.lines());

    assertEquals("200ms -> 300ms", runtime.unset("slow-query.threshold"));
    assertEquals("file " + file + " line 1", settings.source(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(3, told.size());
    assertThrows(IllegalArgumentException.class, () -> runtime.unset("slow-query.threshold"));
  }

  @Test
  void whatJmxCannotSetChangesNothing() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms");
    for (String[] wrong : new String[][] {
      {"slow-query.threshold", "200"},
      {"slow-query.treshold", "password=secret"},
      {"session.schema", "x"},
      {"pools.main.request.budget", "4"},
      {"", ""},
    }) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> runtime.set(wrong[0], wrong[1]));
      assertFalse(thrown.getMessage().contains("secret"), thrown.getMessage());
    }
    assertEquals(5, log.lines().size(), log.lines()::toString);
    assertEquals(
        "tripmeter: warn: configuration: slow-query.threshold = \"200\" (JMX) is not accepted; accepted is"
            + " " + Option.SLOW_QUERY_THRESHOLD.accepted()
            + "; 300ms stays in force key=slow-query.threshold",
        log.lines().get(0));
    assertTrue(log.lines().get(1).contains("the nearest key is slow-query.threshold"));
    assertTrue(log.lines()
        .get(2)
        .contains("session.schema (JMX) cannot be changed while the application runs key="));
    assertEquals(List.of(), told);
    assertEquals(300, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
  }

  @Test
  void theFileIsReadAgainWhenItHasChanged() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms", "request.budget=4");
    Runnable watch = runtime.file();
    watch.run();
    watch.run();
    watch.run();
    assertEquals(List.of(), log.lines());

    write("# less", "slow-query.threshold=200ms");
    watch.run();
    assertEquals(300, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
    watch.run();
    assertEquals(200, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(
        "file " + file + " line 2", runtime.settings().source(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(0, runtime.settings().integer(Option.REQUEST_BUDGET));
    assertEquals(
        List.of(
            "tripmeter: info: setting changed key=slow-query.threshold change=\"300ms -> 200ms\" by=file",
            "tripmeter: info: setting changed key=request.budget change=\"4 -> off\" by=file"),
        log.lines());
    assertEquals(1, told.size());
  }

  /** Of a clock that goes fast, on another host. */
  @Test
  void aFileOfTheFutureIsReadOnce() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms");
    Runnable watch = runtime.file();
    for (String value : List.of("200ms", "100ms")) {
      Files.write(file, List.of("slow-query.threshold=" + value));
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
      for (int i = 0; i < 3; i++) {
        watch.run();
      }
    }
    // Of the same time and size.
    assertEquals(200, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
  }

  @Test
  void aLineThatCannotBeChangedIsFoundWhereItIsNow() throws IOException {
    RuntimeSettings runtime = start("session.schema=a");
    write("# more", "session.schema=a");
    look(runtime);
    assertEquals("file " + file + " line 2", runtime.settings().source(Option.SESSION_SCHEMA));
  }

  @Test
  void aBadValueInTheFileKeepsTheOneBefore() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms", "request.budget=4");
    write("slow-query.threshold=200", "request.budget=5");
    look(runtime);
    assertEquals(300, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(5, runtime.settings().integer(Option.REQUEST_BUDGET));
    assertEquals(2, log.lines().size(), log.lines()::toString);
    assertTrue(
        log.lines().get(1).endsWith("; 300ms stays in force key=slow-query.threshold"),
        log.lines()::toString);

    write("slow-query.threshold=200", "request.budget=6");
    look(runtime);
    assertEquals(300, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
    assertEquals(3, log.lines().size(), log.lines()::toString);
    assertEquals(
        "file " + file + " line 1, as it was before",
        runtime.settings().source(Option.SLOW_QUERY_THRESHOLD));
  }

  @Test
  void aChangeThatHasNoEffectSaysWhy() throws IOException {
    RuntimeSettings runtime = start("pool.min-idle=3");
    write("pool.min-idle=4");
    look(runtime);
    assertEquals(2, runtime.settings().integer(Option.POOL_MIN_IDLE));
    assertEquals(
        "tripmeter: warn: configuration: pool.min-idle (file " + file
            + " line 1) has no effect; it is given by agent argument pool.min-idle key=pool.min-idle",
        line());
  }

  /** At the next start it would not count either. */
  @Test
  void aHigherSourceIsNamedAlsoForWhatIsReadAtTheStart() throws IOException {
    properties.put("tripmeter.spans", "statement");
    properties.put("tripmeter.pools.main.session.schema", "a");
    RuntimeSettings runtime = start("request.budget=4");
    write("request.budget=4", "spans=off", "pools.main.session.schema=b");
    look(runtime);
    assertEquals(
        List.of(
            "tripmeter: warn: configuration: spans (file " + file
                + " line 2) has no effect; it is given by system property tripmeter.spans key=spans",
            "tripmeter: warn: configuration: pools.main.session.schema (file " + file
                + " line 3) has no effect; it is given by system property tripmeter.pools.main.session.schema key=pools.main.session.schema"),
        log.lines());
    write("request.budget=4");
    look(runtime);
    assertEquals(2, log.lines().size(), log.lines()::toString);
    assertEquals("statement", runtime.settings().text(Option.SPANS));
  }

  @Test
  void whatIsReadAtTheStartStaysAsItWas() throws IOException {
    RuntimeSettings runtime = start("session.schema=a", "spans=off", "nonsense=1");
    write("session.schema=b", "nonsense=1", "slow-query.treshold=1s");
    look(runtime);
    assertEquals("a", runtime.settings().text(Option.SESSION_SCHEMA));
    assertEquals("off", runtime.settings().text(Option.SPANS));
    assertEquals(
        List.of(
            "tripmeter: warn: configuration: session.schema (file " + file
                + " line 1) cannot be changed while the application runs; it counts from the next start key=session.schema",
            "tripmeter: warn: configuration: unknown key slow-query.treshold (file " + file
                + " line 3) is ignored; the nearest key is slow-query.threshold key=slow-query.treshold",
            "tripmeter: warn: configuration: spans (file " + file
                + " line 2) cannot be changed while the application runs; that it is gone counts from the next start key=spans"),
        log.lines());
  }

  @Test
  void aFileThatIsGoneOrEmptyChangesNothingAndIsOneLine() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms");
    Runnable watch = runtime.file();
    Files.delete(file);
    for (int i = 0; i < 10; i++) {
      watch.run();
    }
    assertEquals(
        "tripmeter: warn: configuration: cannot read the file " + file
            + ": it does not exist; what it said before stays in force key=config",
        line());
    write();
    watch.run();
    watch.run();
    assertEquals(300, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
    write("slow-query.threshold=200ms");
    watch.run();
    watch.run();
    assertEquals(200, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
  }

  @Test
  void aFileThatIsBrieflyMissingIsNoWord() throws IOException {
    RuntimeSettings runtime = start("slow-query.threshold=300ms");
    Runnable watch = runtime.file();
    for (int i = 0; i < 5; i++) {
      Files.delete(file);
      watch.run();
      watch.run();
      write("slow-query.threshold=300ms");
      watch.run();
      watch.run();
    }
    assertEquals(List.of(), log.lines());
  }

  @Test
  void aFileThatComesLaterIsRead() throws IOException {
    RuntimeSettings runtime = start();
    Runnable watch = runtime.file();
    for (int i = 0; i < 10; i++) {
      watch.run();
    }
    // The start has said that it is missing.
    assertEquals(List.of(), log.lines());
    write("slow-query.threshold=200ms");
    watch.run();
    watch.run();
    assertEquals(200, runtime.settings().duration(Option.SLOW_QUERY_THRESHOLD));
  }

  /** As Kubernetes does with a ConfigMap: the link's target is a link that is replaced. */
  @Test
  void aLinkToAnotherFileOfTheSameSizeAndTimeIsAChange() throws IOException {
    FileTime time = FileTime.from(Instant.now().minusSeconds(600));
    for (String name : List.of("one", "two")) {
      Path folder = Files.createDirectory(directory.resolve(name));
      Path content = folder.resolve("tripmeter.properties");
      Files.writeString(content, "request.budget=" + (name.equals("one") ? 1 : 2));
      Files.setLastModifiedTime(content, time);
    }
    Path data = directory.resolve("..data");
    Files.createSymbolicLink(data, Path.of("one"));
    Files.createSymbolicLink(file, Path.of("..data", "tripmeter.properties"));
    RuntimeSettings runtime = start();
    Runnable watch = runtime.file();
    watch.run();
    watch.run();
    assertEquals(1, runtime.settings().integer(Option.REQUEST_BUDGET));

    Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("two"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    watch.run();
    watch.run();
    assertEquals(2, runtime.settings().integer(Option.REQUEST_BUDGET));
  }

  @Test
  void aPipeIsReadOnceAndNoFileIsWatchedWithoutOne() {
    properties.put("tripmeter.config", "/dev/null");
    assertNull(start().file());
    properties.clear();
    assertNull(start().file());
  }

  @Test
  void aPoolsOwnKeyCanBeChangedAndIsShown() throws IOException {
    RuntimeSettings runtime = start("pools.main.pool.max-size=3");
    assertEquals("3 -> 4", runtime.set("pools.main.pool.max-size", "4"));
    assertEquals(4, runtime.settings().forPool("main").integer(Option.POOL_MAX_SIZE));
    assertEquals("unset -> 5", runtime.set("pools.other.pool.max-size", "5"));
    List<String> shown = new ArrayList<>();
    for (ShownSetting each : runtime.changeable()) {
      shown.add(each.getKey() + "=" + each.getValue() + " " + each.getSource());
    }
    assertTrue(shown.contains("pools.main.pool.max-size=4 JMX"), shown::toString);
    assertTrue(shown.contains("pool.max-size=the application's default"), shown::toString);
    assertTrue(shown.contains("pool.min-idle=2 agent argument pool.min-idle"), shown::toString);
    assertFalse(shown.toString().contains("session."), shown::toString);
    assertEquals("4 -> 3", runtime.unset("pools.main.pool.max-size"));
  }

  @Test
  void aPoolsSettingsAreAsTheyWereUntilItFollows() throws IOException {
    RuntimeSettings runtime = start("pool.max-size=3");
    Settings pool = runtime.settings().forPool("main");
    Settings copy = runtime.settings().now();
    runtime.set("pool.max-size", "4");
    assertEquals(3, pool.integer(Option.POOL_MAX_SIZE));
    assertEquals(3, copy.integer(Option.POOL_MAX_SIZE));
    assertEquals(4, runtime.settings().integer(Option.POOL_MAX_SIZE));
  }
}
