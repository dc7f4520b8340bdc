package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointNameTest {
  @ParameterizedTest
  @CsvSource({
    "ep-cool-darkness-123456-pooler.us-east-2.aws.neon.tech, 5432, TRANSACTION, true",
    "ep-cool-darkness-123456.us-east-2.aws.neon.tech, 5432, DIRECT, true",
    "EP-Cool-Pooler.eu.aws.NEON.tech, 5432, TRANSACTION, true",
    "aws-0-eu-central-1.pooler.supabase.com, 6543, TRANSACTION, false",
    "aws-0-eu-central-1.pooler.supabase.com, 5432, SESSION, false",
    "db.abcdefgh.supabase.co, 5432, DIRECT, false",
    "db.abcdefgh.supabase.co, 6543, TRANSACTION, false",
    "app-do-user-1-0.b.db.ondigitalocean.com, 25061, TRANSACTION, false",
    "orders.postgres.database.azure.com, 6432, TRANSACTION, false",
    "orders.proxy-abc.eu-west-1.rds.amazonaws.com, 5432, PINNING, false",
    "10.0.0.7, 6432, TRANSACTION, false",
    "10.0.0.7, 9999, UNKNOWN, false",
  })
  void namesOfProvidersSuggestAVerdict(String host, int port, Verdict verdict, boolean suspends) {
    EndpointName name = EndpointName.of(host, port);

    assertEquals(verdict, name.guess().verdict());
    assertEquals(suspends, name.suspendsWhenIdle());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 5432",
    "db.example.com, 25061",
    "app-do-user-1-0.b.db.ondigitalocean.com, 25060",
    "orders.abc.eu-west-1.rds.amazonaws.com, 5432",
    "neon.tech, 5432",
    "my-pooler.example.com, 5432",
    "notneon.tech.example.com, 5432",
  })
  void otherNamesSuggestNone(String host, int port) {
    EndpointName name = EndpointName.of(host, port);

    assertNull(name.guess());
    assertNull(name.directHost());
    assertNull(name.pooledHost());
  }

  @ParameterizedTest
  @CsvSource({
    "ep-a-1-pooler.us-east-2.aws.neon.tech, ep-a-1.us-east-2.aws.neon.tech",
    "ep-pooler-1-pooler.c-2.us-east-2.aws.neon.tech, ep-pooler-1.c-2.us-east-2.aws.neon.tech",
  })
  void neonsPooledAndDirectNamesFollowFromEachOther(String pooled, String direct) {
    assertEquals(direct, EndpointName.of(pooled, 5432).directHost());
    assertEquals(pooled, EndpointName.of(direct, 5432).pooledHost());
    assertNull(EndpointName.of(pooled, 5432).pooledHost());
    assertNull(EndpointName.of(direct, 5432).directHost());
  }
}
