package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorArgumentsTest {
  private static DoctorArguments read(String... words) throws CannotException {
    return DoctorArguments.read(List.of(words));
  }

  @Test
  void valuesAreBehindTheirNamesOrAfterAnEqualsSign() throws CannotException {
    DoctorArguments read = read("--user", "app", "h/d?a=b", "--pool=20", "--json", "--instances=3");
    assertEquals("app", read.user());
    assertEquals("h/d?a=b", read.url());
    assertEquals(20, read.pool());
    assertEquals(3, read.instances());
    assertTrue(read.json());
  }

  @ParameterizedTest
  @CsvSource({
    "'',give a URL or --pid",
    "h/d --pid 3,give a URL or --pid",
    "--pid x,--pid is a number from 1 to",
    "h/d --connections 21,--connections is a number from 1 to 20",
    "h/d --user,--user needs a value",
    "h/d --password x,a password is no argument",
    "h/d -Wsecret,a password is no argument",
    "h/d --passwort x,argument 2 is not known",
    "h/d e/f,argument 2 is not known",
    "h/d --jsn,argument 2 is not known",
    "h/d --json=false,argument 2 is not known",
  })
  void whatIsWrongIsSaid(String words, String said) {
    CannotException wrong = assertThrows(
        CannotException.class, () -> read(words.isEmpty() ? new String[0] : words.split(" ")));
    assertTrue(wrong.getMessage().startsWith(said), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h/d postgresql://app:s3cret@h/d",
        "h/d -Ws3cret",
        "h/d --password=s3cret",
        "h/d --pass=s3cret",
        "--pool postgresql://app:s3cret@h/d"
      })
  void whatIsNotKnownIsNotRepeated(String words) {
    CannotException wrong = assertThrows(CannotException.class, () -> read(words.split(" ")));
    assertFalse(wrong.getMessage().contains("s3cret"), wrong.getMessage());
  }
}
