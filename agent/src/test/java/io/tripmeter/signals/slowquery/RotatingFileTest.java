package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
  @TempDir
  Path directory;

  @Test
  void keepsTheFiveNewestFiles() throws IOException {
    Path log = directory.resolve("slow.log");
    RotatingFile file = new RotatingFile(log.toFile(), 20);
    for (int line = 1; line <= 9; line++) {
      file.write("0123456789 line " + line);
    }
    file.close();
    assertEquals("0123456789 line 9\n", Files.readString(log));
    assertEquals("0123456789 line 8\n", Files.readString(directory.resolve("slow.log.1")));
    assertEquals("0123456789 line 5\n", Files.readString(directory.resolve("slow.log.4")));
    assertFalse(Files.exists(directory.resolve("slow.log.5")));
  }

  @Test
  void appendsToTheFileOfTheLastRun() throws IOException {
    Path log = directory.resolve("slow.log");
    Files.writeString(log, "before\n");
    RotatingFile file = new RotatingFile(log.toFile(), 1_000);
    file.write("after");
    file.close();
    assertEquals("before\nafter\n", Files.readString(log));
  }

  @Test
  void throwsIfItCannotWrite() {
    RotatingFile file = new RotatingFile(directory.resolve("missing/slow.log").toFile(), 1_000);
    assertThrows(IOException.class, () -> file.write("x"));
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path log = directory.resolve("slow.log");
    Files.writeString(log, "of a version that left it open\n");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    RotatingFile file = new RotatingFile(log.toFile(), 20);
    for (int line = 1; line <= 4; line++) {
      file.write("0123456789 line " + line);
    }
    file.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path one : files.toList()) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(one)),
            one.toString());
      }
    }
    assertTrue(Files.exists(directory.resolve("slow.log.4")));
  }

  @Test
  void slowQueriesGoToStderrIfTheFileCannotBeWritten() {
    CollectedOutput elsewhere = new CollectedOutput();
    FileOutput output =
        new FileOutput(new RotatingFile(directory.resolve("missing/slow.log").toFile()), elsewhere);
    output.write(SlowQueryLogTest.query("SELECT 1"));
    output.write(SlowQueryLogTest.query("SELECT 1"));
    assertEquals(2, elsewhere.lines().size());
  }

  @Test
  void aSlowQueryIsWrittenToTheFileWithItsTime() throws Exception {
    Path log = directory.resolve("slow.log");
    FileOutput output = new FileOutput(new RotatingFile(log.toFile()), new CollectedOutput());
    output.write(SlowQueryLogTest.query("SELECT 1"));
    String line = Files.readString(log);
    assertTrue(
        line.matches(
            "(?s)\\d{4}-\\d\\d-\\d\\dT.* tripmeter: warn: slow query pool=p .*sql=\"SELECT \\?\".*"),
        line);
  }
}
