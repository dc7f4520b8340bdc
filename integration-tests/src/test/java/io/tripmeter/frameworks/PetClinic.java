package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.programs.Requests;

/** The part of {@code integration-tests/spring-boot} that is named like the framework it is made with. */
final class PetClinic {
  private PetClinic() {}

  /** Below Spring's binding and above Spring Data's repository stands one line of the application's. */
  static void assertCaller(Requests requests) {
    assertEquals("6", requests.send("/pets?type=a,b,c,d,e,f").body(), requests.jvm()::output);
    String repeated = requests
        .jvm()
        .await("statement is being repeated in one request .*route=/pets .*")
        .group();
    assertTrue(
        repeated.matches(
            ".* caller=org\\.springframework\\.samples\\.petclinic\\.owner\\.PetTypeFormatter"
                + "\\.parse\\(PetTypeFormatter\\.java:24\\).*"),
        repeated);
  }
}
