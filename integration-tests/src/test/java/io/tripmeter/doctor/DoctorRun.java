package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The doctor, in a JVM of its own, with the password of a server in its environment. */
final class DoctorRun implements AutoCloseable {
  private final PostgresServer server;
  private final ForkedJvm jvm;

  private DoctorRun(PostgresServer server, ForkedJvm jvm) {
    this.server = server;
    this.jvm = jvm;
  }

  static ForkedJvmBuilder with(PostgresServer server, String... words) {
    return ForkedJvm.ofJar(Libraries.agent())
        .environment("PGPASSWORD", server.password())
        .argument("doctor")
        .argument(words);
  }

  static DoctorRun start(PostgresServer server, ForkedJvmBuilder builder) {
    return new DoctorRun(server, builder.start());
  }

  /** By the role of the server's application, as JSON. */
  static DoctorRun of(PostgresServer server, String url, String... words) {
    return start(server, with(server, url, "--user", server.user(), "--json").argument(words));
  }

  /** The report, after this exit code. */
  JsonNode report(int exitCode) {
    assertEquals(exitCode, jvm.exitCode(), jvm.output());
    assertKeepsSecrets();
    try {
      return new ObjectMapper().readTree(String.join("\n", jvm.stdout()));
    } catch (IOException e) {
      throw new UncheckedIOException(jvm.output(), e);
    }
  }

  /** It has ended with 2 and this one line. */
  void assertCannot(String words) {
    assertEquals(2, jvm.exitCode(), jvm.output());
    assertKeepsSecrets();
    assertEquals(1, jvm.stderr().size(), jvm.output());
    assertTrue(jvm.stderr().get(0).contains(words), jvm.output());
  }

  private void assertKeepsSecrets() {
    assertFalse(jvm.output().contains(server.password()), jvm.output());
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
