package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pgpass");
    environment.put("PGPASSFILE", file.toString());
  }

  private void write(String permissions, String... lines) throws IOException {
    Files.write(file, java.util.List.of(lines));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String find() {
    return find("h", "5432");
  }

  private String find(String hosts, String ports) {
    return new Passwords(environment, new PrintStream(warnings, true, StandardCharsets.UTF_8))
        .find(new Places(hosts, ports), "d", "u");
  }

  @Test
  void theEnvironmentsComesFirst() throws IOException {
    write("rw-------", "*:*:*:*:ofFile");
    environment.put("PGPASSWORD", "ofEnvironment");
    assertEquals("ofEnvironment", find());
  }

  @Test
  void theFirstLineThatFitsCounts() throws IOException {
    write("rw-------", "#h:5432:d:u:no", "x:*:*:*:no", "h:5432:*:u:yes", "*:*:*:*:later");
    assertEquals("yes", find());
  }

  @Test
  void ofSeveralHostsTheFirstThatHasALineCounts() throws IOException {
    write("rw-------", "::1:*:*:*:no", "b:2:d:u:ofSecond", "\\:\\:1:3:d:u:ofThird");
    assertEquals("ofSecond", find("a,b,[::1]", "1,2,3"));
    assertEquals("ofThird", find("a,b,[::1]", "1,3,3"));
    assertNull(find("a,b", "1,3"));
    assertEquals("a:1,b:2,[::1]:3", new Places("a,b,[::1]", "1,2,3").toString());
  }

  @Test
  void aBackslashTakesTheMeaningFromWhatFollows() throws IOException {
    write("rw-------", "\\*:*:*:*:no", "h:5432:d:u:a\\:b\\\\c:d");
    assertEquals("a:b\\c:d", find());
  }

  @Test
  void aFileThatOthersCanReadIsIgnoredAndSaidSo() throws IOException {
    write("rw-r-----", "*:*:*:*:yes");
    assertNull(find());
    assertTrue(warnings.toString(StandardCharsets.UTF_8).contains("chmod 600 " + file));
  }

  @Test
  void withoutAFileThereIsNone() {
    assertNull(find());
    assertEquals("", warnings.toString(StandardCharsets.UTF_8));
  }
}
