package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Liquibase's own program: each of its commands answers the same with the agent, and is counted. */
@Tag("matrix")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class LiquibaseCommandLineTest {
  static final List<String> PLACES = Site.PLACES;

  private static final String CHANGES = """
      --liquibase formatted sql

      --changeset shop:table
      CREATE TABLE a (id int PRIMARY KEY, t text);
      INSERT INTO a SELECT g, 'x' FROM generate_series(1, 1000) g;
      --rollback DROP TABLE a;

      --changeset shop:long
      SELECT pg_sleep(2);
      --rollback SELECT 1;

      --changeset shop:concurrently runInTransaction:false
      CREATE INDEX CONCURRENTLY a_t ON a (t);
      --rollback DROP INDEX a_t;
      """;

  private static final String WRONG = """

      --changeset shop:wrong
      SELECT nothing FROM a;
      """;

  @TempDir
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("changes.sql"), CHANGES);
  }

  private ForkedJvmBuilder program(Site site, String... words) {
    List<Path> classPath = new ArrayList<>(Libraries.liquibase());
    classPath.add(Libraries.jar("picocli", "4.7.7"));
    classPath.add(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC));
    return ForkedJvm.of("liquibase.integration.commandline.LiquibaseCommandLine")
        .classPath(classPath)
        .directory(folder)
        .argument(
            "--url=" + site.url(),
            "--username=" + site.server().user(),
            "--password=" + site.server().password(),
            "--changelog-file=changes.sql",
            "--show-banner=false",
            "--analytics-enabled=false")
        .argument(words);
  }

  /** Each command, and what comes of a changeset that fails. */
  private List<CommandLine> commands(String place, String agent) throws IOException {
    List<CommandLine> runs = new ArrayList<>();
    try (Site site = Site.of(place)) {
      runs.add(run(site, agent, "update"));
      runs.add(run(site, agent, "status", "--verbose"));
      Files.writeString(folder.resolve("changes.sql"), CHANGES + WRONG);
      runs.add(run(site, agent, "update"));
      Files.writeString(folder.resolve("changes.sql"), CHANGES);
      runs.add(run(site, agent, "validate"));
      runs.add(run(site, agent, "rollback-count", "--count=3"));
      runs.add(run(site, agent, "drop-all"));
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
      assertEquals(bare.get(i).answer(), ours.get(i).answer());
      assertEquals(bare.get(i).status(), ours.get(i).status());
      assertTrue(ours.get(i).turnArounds() <= bare.get(i).turnArounds(), "" + ours.get(i));
      CommandLine.assertWorthSaying(place, i == 0, ours.get(i));
    }
    assertEquals(
        List.of(0, 0, 1, 0, 0, 0), bare.stream().map(CommandLine::status).toList());
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void aChangesetMayTakeLongerThanTheTimeoutsThatWereAskedFor(String place) {
    try (Site site = Site.of(place);
        ForkedJvm jvm =
            program(site, "update").agent(CommandLine.SHORT_TIMEOUTS).start()) {
      assertEquals(0, jvm.exitCode(), jvm::output);
      assertTrue(jvm.output().contains("Run:                          3"), jvm::output);
    }
  }
}
