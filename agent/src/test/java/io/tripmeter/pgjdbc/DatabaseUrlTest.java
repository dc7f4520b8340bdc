package io.tripmeter.pgjdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  private static DatabaseUrl parse(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    assertNotNull(url, text);
    return url;
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h:5433/d?sslmode=require,jdbc:postgresql://h:5433/d?sslmode=require",
    "jdbc:postgresql:d,jdbc:postgresql:d",
    "postgresql://h/d,jdbc:postgresql://h/d",
    "postgres://h:1/d?connect_timeout=3&sslmode=require,jdbc:postgresql://h:1/d?connectTimeout=3&sslmode=require",
    "postgresql://a:1/d?target_session_attrs=read-write,jdbc:postgresql://a:1/d?targetServerType=primary",
    "h:5433/d,jdbc:postgresql://h:5433/d",
    "[::1]:5433/d?ssl=true,jdbc:postgresql://[::1]:5433/d?ssl=true",
    "h/d,jdbc:postgresql://h/d",
  })
  void whatPeopleWriteBecomesTheDrivers(String written, String drivers) {
    assertEquals(drivers, parse(written).url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?user=a%40b&password=p%25%2Bq&ssl=true",
        "postgresql://a%40b:p%25+q@h/d?ssl=true",
        "a@b:p%25+q@h/d?ssl=true"
      })
  void userAndPasswordAreTakenOut(String written) {
    DatabaseUrl url = parse(written);
    assertEquals("jdbc:postgresql://h/d?ssl=true", url.url());
    assertEquals("a@b", url.user());
    assertEquals("p%+q", url.password());
  }

  @Test
  void aPasswordMayHaveAQuestionMark() {
    for (String written :
        new String[] {"postgresql://app:s3cret?x@h/d?ssl=true", "app:s3cret?x@h/d?ssl=true"}) {
      DatabaseUrl url = parse(written);
      assertEquals("jdbc:postgresql://h/d?ssl=true", url.url());
      assertEquals("s3cret?x", url.password());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://app:s3cret?x@h/d",
        "postgresql://app:s3cret?x/y@h/d",
        "postgresql:app:s3cret@h/d",
        "jdbc:postgresql://h/d?password=s3&cr@et"
      })
  void whereAPasswordMayBeLeftThereIsNone(String written) {
    assertNull(DatabaseUrl.parse(written));
  }

  @Test
  void theDriverConnectsOnTheThreadThatAsks() {
    assertEquals(
        "jdbc:postgresql://h/d?ssl=true",
        parse("jdbc:postgresql://h/d?loginTimeout=10&ssl=true").url());
  }

  @Test
  void withoutThemThereAreNone() {
    assertNull(parse("h/d").user());
    assertNull(parse("postgresql://a@h/d").password());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "jdbc:mysql://h/d", "http://h/d", "/d", ""})
  void whatIsNoPostgreSqlIsNone(String written) {
    assertNull(DatabaseUrl.parse(written));
  }
}
