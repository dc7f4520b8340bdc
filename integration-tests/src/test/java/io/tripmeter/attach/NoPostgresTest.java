package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Saying;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that never comes to PostgreSQL pays for nothing: no listener, no thread, no ASM, no line. */
final class NoPostgresTest {
  private static final String H2 = "jdbc:h2:mem:test";

  @TempDir
  private Path directory;

  @Test
  void aProgramWithoutADatabasePaysForNothing() {
    assertPaysForNothing(
        ForkedJvm.of("example.AttachHello").classPath(Libraries.childClasses()), "hello []");
  }

  @Test
  void aPoolOfAnotherDatabasePaysForNothing() {
    assertPaysForNothing(
        ForkedJvm.of("example.AttachOtherDatabase").classPath(withH2()).argument(H2),
        "answer 42 []");
  }

  @Test
  void aPoolOfAnotherDatabaseBesideAnUnusedDriverIsLeftAsItIs() {
    ForkedJvmBuilder program = ForkedJvm.of("example.AttachOtherDatabase")
        .classPath(withH2())
        .classPath(Libraries.pgjdbc(Libraries.NEWEST_PGJDBC))
        .property("tripmeter.metrics.listen", "off")
        .argument(H2)
        .agent();
    try (ForkedJvm jvm = program.start()) {
      jvm.await("^answer 42 ");
      assertEquals(0, jvm.exitCode());
      assertEquals(
          List.of(),
          Saying.of(jvm).stream()
              .filter(line -> line.matches(".*(warn|error|pool=).*"))
              .toList());
    }
  }

  private static List<Path> withH2() {
    List<Path> classPath = new ArrayList<>(Libraries.hikari(Libraries.NEWEST_HIKARICP));
    classPath.add(Libraries.jar("h2", "*"));
    classPath.add(Libraries.childClasses());
    return classPath;
  }

  private void assertPaysForNothing(ForkedJvmBuilder program, String said) {
    LoadedClasses loaded = new LoadedClasses(directory);
    try (ForkedJvm jvm = loaded.of(program.agent()).start()) {
      assertEquals(0, jvm.exitCode());
      assertEquals(List.of(said), Saying.of(jvm));
    }
    assertEquals(List.of(), loaded.startingWith("io.tripmeter.shaded."));
    assertEquals(List.of(), loaded.startingWith("com.sun.net.httpserver."));
    assertEquals(List.of(), loaded.startingWith("io.tripmeter.pool.PoolSetting"));
  }
}
