package io.tripmeter.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorErrorTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** No shell gives a null: it stands for what nobody has thought of. */
  @Test
  void whatNobodyHasThoughtOfIsOneLineAndExitCodeTwo() {
    int code = Doctor.run(
        Arrays.asList("--json", null),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
    assertEquals(2, code);
    assertTrue(err.toString(UTF_8).startsWith("tripmeter-agent doctor: an error of its own"));
    assertEquals(1, err.toString(UTF_8).lines().count(), err::toString);
    assertTrue(out.toString(UTF_8).startsWith("{\"error\":\"an error of its own"), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "600000,600000 ms,pool.idle-timeout=300s",
    "5min,5min,",
    "99999999999999999999,99999999999999999999,"
  })
  void theServersIdleTimeoutIsSaidAsItIs(String value, String said, String setting) {
    ServerFacts.Setting idle = new ServerFacts.Setting(value, null, "user");
    Advice advice = Adviser.idleSessions(idle);
    assertEquals("the server ends sessions that are idle for " + said + " (the role)", advice.what);
    if (setting == null) {
      assertNull(advice.setting);
    } else {
      assertEquals(setting, advice.setting);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,true", "0s,true", "10,false", "0.5,false", "5min,false"})
  void zeroMayHaveAUnit(String value, boolean zero) {
    assertEquals(zero, new ServerFacts.Setting(value, null, "default").isZero());
  }
}
