package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Flyway's own program: each of its commands answers the same with the agent, and is counted. */
@Tag("matrix")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class FlywayCommandLineTest {
  static final List<String> PLACES = Site.PLACES;

  @TempDir
  private Path scripts;

  @BeforeEach
  void write() throws IOException {
    script(
        "V1__table.sql",
        "CREATE TABLE a (id int PRIMARY KEY, t text); INSERT INTO a SELECT g,"
            + " 'x' FROM generate_series(1, 1000) g;");
    script("V2__long.sql", "SELECT pg_sleep(2); ALTER TABLE a ADD b int;");
    script("V3__concurrently.sql", "CREATE INDEX CONCURRENTLY a_t ON a (t);");
    script("V3__concurrently.sql.conf", "executeInTransaction=false");
    script("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT count(*) AS n FROM a;");
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(scripts.resolve(name), text);
  }

  private ForkedJvmBuilder program(Site site, String... words) {
    Path home = PackagedApplications.flyway();
    return ForkedJvm.of("org.flywaydb.commandline.Main")
        .classPath(Stream.of("lib", "lib/flyway", "drivers")
            .map(folder -> home.resolve(folder).resolve("*"))
            .toList())
        .argument(
            "-url=" + site.url(),
            "-user=" + site.server().user(),
            "-password=" + site.server().password(),
            "-locations=filesystem:" + scripts,
            "-cleanDisabled=false",
            // Else an index that is built concurrently waits for Flyway itself.
            "-postgresql.transactional.lock=false")
        .argument(words);
  }

  /** Each command, and what comes of a script that fails. */
  private List<CommandLine> commands(String place, String agent) throws IOException {
    List<CommandLine> runs = new ArrayList<>();
    try (Site site = Site.of(place)) {
      runs.add(run(site, agent, "migrate", "info"));
      runs.add(run(site, agent, "info", "-outputType=json"));
      script("V4__wrong.sql", "ALTER TABLE a ADD c int; SELECT nothing FROM a;");
      runs.add(run(site, agent, "migrate"));
      Files.delete(scripts.resolve("V4__wrong.sql"));
      runs.add(run(site, agent, "repair", "validate"));
      runs.add(run(site, agent, "clean", "-outputType=json"));
    }
    return runs;
  }

  private CommandLine run(Site site, String agent, String... words) {
    return CommandLine.run(program(site, words), site.link(), agent);
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void eachCommandAnswersAsWithoutTheAgentAndIsCounted(String place) throws IOException {
    List<CommandLine> bare = commands(place, "");
    List<CommandLine> ours = commands(place, "metrics.listen=off,spans=off");
    for (int i = 0; i < bare.size(); i++) {
      assertEquals(answer(bare.get(i)), answer(ours.get(i)));
      assertEquals(bare.get(i).status(), ours.get(i).status());
      assertTrue(ours.get(i).turnArounds() <= bare.get(i).turnArounds(), "" + ours.get(i));
      CommandLine.assertWorthSaying(place, i == 0, ours.get(i));
    }
    assertEquals(List.of(0, 0, 1, 0, 0), bare.stream().map(CommandLine::status).toList());
  }

  /** Without a hint that depends on the Internet. */
  private static List<String> answer(CommandLine run) {
    return run.answer().stream()
        .filter(line -> !line.contains("more recent version") && !line.isBlank())
        .toList();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void aScriptMayTakeLongerThanTheTimeoutsThatWereAskedFor(String place) {
    try (Site site = Site.of(place);
        ForkedJvm jvm =
            program(site, "migrate").agent(CommandLine.SHORT_TIMEOUTS).start()) {
      assertEquals(0, jvm.exitCode(), jvm::output);
      assertTrue(jvm.output().contains("Successfully applied 4 migrations"), jvm::output);
    }
  }
}
