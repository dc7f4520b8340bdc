package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolerTest {
  private static final int SERVER = 4711;
  private static final int OTHER_SERVER = 4712;
  private static final int POOLERS_KEY = -99;

  private static Pooler pooler(String host, String option) {
    return new Pooler(EndpointName.of(host, 5432), option);
  }

  private static Pooler plain() {
    return pooler("db.example.com", "auto");
  }

  @Test
  void aServerThatAnswersItsOwnHandshakeIsDirect() {
    Pooler pooler = plain();
    assertTrue(pooler.isSettled(), "no connection will be probed");
    pooler.awaitProbe();
    assertFalse(pooler.isSettled());
    assertFalse(pooler.carriesPrepared(), "not yet probed");

    pooler.seen(SERVER, SERVER);

    assertEquals(Verdict.DIRECT, pooler.verdict());
    assertTrue(pooler.isProven());
    assertTrue(pooler.carriesPrepared());
    assertFalse(pooler.isTransactional());
    assertFalse(pooler.needsSecond());
  }

  @Test
  void twoClientsOnOneProcessProveTransactionMode() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    assertEquals(Verdict.UNKNOWN, pooler.verdict());
    assertTrue(pooler.isTransactional(), "the worse verdict without proof");
    assertTrue(pooler.needsSecond());

    pooler.seenBySecond(SERVER, SERVER, true);

    assertEquals(Verdict.TRANSACTION, pooler.verdict());
    assertTrue(pooler.isProven());
    assertTrue(pooler.carriesPrepared());
  }

  @Test
  void theFirstClientProbedAgainSeesTheServerConnectionUsedLast() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.seenBySecond(SERVER, OTHER_SERVER, false);
    assertTrue(pooler.needsSecond());
    pooler.seenBySecond(OTHER_SERVER, OTHER_SERVER, true);

    assertEquals(Verdict.TRANSACTION, pooler.verdict());
    assertTrue(pooler.carriesPrepared());
  }

  @Test
  void withoutTheFirstClientsStatementPreparedStatementsAreNotCarried() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.seenBySecond(SERVER, SERVER, false);

    assertEquals(Verdict.TRANSACTION, pooler.verdict());
    assertTrue(pooler.isProven());
    assertFalse(pooler.carriesPrepared());
  }

  @Test
  void evidenceIsASentenceThatNeedsNoOther() {
    Pooler pooler = plain();
    assertEquals("its name and port are not those of a known pooler", pooler.evidence());
    pooler.seen(POOLERS_KEY, SERVER);
    assertEquals("a proxy answered the handshake, not the server", pooler.evidence());
    pooler.seenBySecond(SERVER, OTHER_SERVER, false);
    assertEquals(
        "a proxy answered the handshake, not the server; two connections had different server processes,"
            + " which proves nothing",
        pooler.evidence());
    pooler.seenBySecond(SERVER, SERVER, true);
    assertEquals(
        "two open connections had the same server process, each with its own prepared statement",
        pooler.evidence());
  }

  @Test
  void repeatedEvidenceIsShownOnce() {
    Pooler pooler = new Pooler(EndpointName.of("db.example.com", 6432), "auto");
    pooler.seen(POOLERS_KEY, SERVER);
    String once = pooler.evidence();
    pooler.seen(POOLERS_KEY, OTHER_SERVER);

    assertEquals(once, pooler.evidence());
  }

  @Test
  void aConflictWithTheOtherClientsStatementProvesTransactionMode() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.secondMetFirstsStatement();

    assertEquals(Verdict.TRANSACTION, pooler.verdict());
    assertTrue(pooler.isProven());
    assertFalse(pooler.carriesPrepared());
  }

  @Test
  void twoDifferentProcessesProveNothing() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.seenBySecond(SERVER, OTHER_SERVER, true);

    assertEquals(Verdict.UNKNOWN, pooler.verdict());
    assertFalse(pooler.isProven());
    assertTrue(pooler.isTransactional());
    assertFalse(pooler.carriesPrepared());
  }

  @Test
  void aLaterPoolDoesNotRevokeAProof() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.seenBySecond(SERVER, SERVER, true);

    pooler.seen(POOLERS_KEY, OTHER_SERVER);

    assertEquals(Verdict.TRANSACTION, pooler.verdict());
    assertTrue(pooler.isProven());
    assertTrue(pooler.carriesPrepared());
  }

  @Test
  void neonsDirectEndpointIsDirectDespiteItsProxy() {
    Pooler pooler = pooler("ep-a-1.us-east-2.aws.neon.tech", "auto");
    pooler.seen(POOLERS_KEY, SERVER);

    assertEquals(Verdict.DIRECT, pooler.verdict());
    assertFalse(pooler.isProven());
    assertTrue(pooler.carriesPrepared());
  }

  @Test
  void aProbeCorrectsTheVerdictOfTheName() {
    Pooler session = pooler("aws-0-eu-central-1.pooler.supabase.com", "auto");
    assertEquals(Verdict.SESSION, session.verdict());
    session.seen(POOLERS_KEY, SERVER);
    assertTrue(session.needsSecond());
    session.seenBySecond(SERVER, SERVER, true);
    assertEquals(Verdict.TRANSACTION, session.verdict());

    Pooler direct = new Pooler(EndpointName.of("db.example.com", 6432), "auto");
    assertEquals(Verdict.TRANSACTION, direct.verdict());
    direct.seen(SERVER, SERVER);
    assertEquals(Verdict.DIRECT, direct.verdict());
  }

  @Test
  void theOperatorsSettingStands() {
    Pooler none = pooler("ep-a-1-pooler.us-east-2.aws.neon.tech", "none");
    none.seen(POOLERS_KEY, SERVER);
    assertEquals(Verdict.DIRECT, none.verdict());

    Pooler session = pooler("db.example.com", "session");
    session.seen(POOLERS_KEY, SERVER);
    session.seenBySecond(SERVER, SERVER, true);
    assertEquals(Verdict.SESSION, session.verdict());

    Pooler transaction = pooler("db.example.com", "transaction");
    assertTrue(transaction.isTransactional());
    assertFalse(transaction.carriesPrepared());
    transaction.seen(POOLERS_KEY, SERVER);
    transaction.seenBySecond(SERVER, SERVER, true);
    assertTrue(transaction.carriesPrepared());
  }

  @Test
  void pgpoolIsAProxyThoughItHandsOnTheServersKey() {
    Pooler pooler = new Pooler(EndpointName.of("db.example.com", 9999), "auto");
    pooler.seen(SERVER, SERVER);

    assertEquals(Verdict.UNKNOWN, pooler.verdict());
    assertFalse(pooler.isProven());
  }

  @Test
  void anEndpointThatRefusesWhatNoServerRefusesIsAProxy() {
    Pooler pooler = plain();
    pooler.refusedAsPoolersDo("a startup parameter");

    assertEquals(Verdict.UNKNOWN, pooler.verdict());
    assertTrue(pooler.isTransactional());

    pooler.seen(SERVER, SERVER);
    assertEquals(Verdict.UNKNOWN, pooler.verdict(), "it hands on the server's key");
  }

  @Test
  void aPinningProxyIsLeftAlone() {
    String name = "app.proxy-c1d2e3f4.eu-central-1.rds.amazonaws.com";
    Pooler pooler = pooler(name, "auto");
    pooler.awaitProbe();
    assertTrue(pooler.isLeftAlone());
    assertTrue(pooler.isSettled());
    assertFalse(pooler.isTransactional());
    assertFalse(pooler.carriesOptions());
    assertTrue(pooler.carriesPrepared(), "as the driver does");
    assertFalse(pooler(name, "transaction").isLeftAlone());
  }

  @Test
  void aKeyThatIsNotAProcessIdMeansAProxy() {
    for (int key : new int[] {-1, 1 << 30, (1 << 22) + 1}) {
      Pooler pooler = plain();
      pooler.seenKey(key);
      assertEquals(Verdict.UNKNOWN, pooler.verdict(), () -> "" + key);
      assertFalse(pooler.isProven());
    }
    Pooler server = plain();
    server.seenKey(SERVER);
    assertEquals(Verdict.DIRECT, server.verdict());
    Pooler decided = pooler("db.example.com", "none");
    decided.seenKey(-1);
    assertEquals(Verdict.DIRECT, decided.verdict());
  }

  @Test
  void anEndpointThatRefusesTransactionsIsInStatementMode() {
    Pooler pooler = plain();
    pooler.seen(POOLERS_KEY, SERVER);
    pooler.seenBySecond(SERVER, SERVER, true);
    assertTrue(pooler.refusesTransactions());
    assertFalse(pooler.refusesTransactions());
    pooler.seen(POOLERS_KEY, OTHER_SERVER);
    assertEquals(Verdict.STATEMENT, pooler.verdict());
    assertTrue(pooler.isTransactional(), "its sessions are shared");
  }

  @Test
  void statementModeIsRecognizedByTheMessageOfAnyCause() {
    SQLException refusal =
        new SQLException("ERROR: transaction blocks not allowed in statement pooling mode");
    assertTrue(Pooler.isStatementMode(new IllegalStateException(refusal)));
    assertFalse(Pooler.isStatementMode(new SQLException("closed")));
    assertFalse(Pooler.isStatementMode(null));
  }

  @Test
  void causesThatFormACircleAreNotFollowedForEver() {
    SQLException outer = new SQLException("closed");
    outer.initCause(new SQLException("closed", outer));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertFalse(Pooler.isStatementMode(outer)));
  }
}
