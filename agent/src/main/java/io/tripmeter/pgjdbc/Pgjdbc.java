package io.tripmeter.pgjdbc;

import io.tripmeter.boot.Avoidable;
import io.tripmeter.boot.TripKind;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Relocatable;
import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where pgjdbc 42.2 to 42.7 connects, writes, reads and executes. Method names as read in 42.2.29, 42.5.6, 42.7.3, 42.7.8 and 42.7.14. */
public final class Pgjdbc {
  private static final String CORE = "org.postgresql.core.";
  private static final String JDBC = "org.postgresql.jdbc.";

  /** The SCRAM library that the driver has inside, of one structure up to 42.7.3 and of another from then on. */
  private static final String SCRAM = "org.postgresql.shaded.com.ongres.scram.common.";

  private static final String CONNECT = "(Ljava/lang/String;Ljava/util/Properties;)";

  private static final String HI = "hi(Ljavax/crypto/SecretKeyFactory;I[C[BI)";

  /** QueryExecutorImpl's method for each query, and the types of what it takes. */
  static final String SEND = "sendOneQuery";

  private static final String QUERY_AND_VALUES =
      "(Lorg/postgresql/core/v3/SimpleQuery;Lorg/postgresql/core/v3/SimpleParameterList;";

  private static final String[] SEND_PARAMETERS = {
    "core.v3.SimpleQuery", "core.v3.SimpleParameterList", "int", "int", "int"
  };

  /** Its method for the server's ReadyForQuery, after which nothing of what was sent before is answered any more. */
  static final String READY = "receiveRFQ";

  /** Fields of QueryExecutorImpl: what it sends to begin a transaction. */
  static final String BEGIN = "beginTransactionQuery";

  static final String BEGIN_READ_ONLY = "beginReadOnlyTransactionQuery";
  private static final String FUNCTION_CALL = "fastpathCall(ILorg/postgresql/core/ParameterList;Z)";
  private static final String START_COPY = "startCopy(Ljava/lang/String;Z)";
  private static final String PARSE = "create)Lorg/postgresql/core/CachedQuery;";

  private Pgjdbc() {}

  static String[] sendParameters(Object executor) {
    String[] types = SEND_PARAMETERS.clone();
    String driver = DriverClasses.packageOf(executor);
    types[0] = driver + types[0];
    types[1] = driver + types[1];
    return types;
  }

  /** The driver in another package. Forks, such as YugabyteDB's, have URLs of their own. */
  public static Relocatable relocatable() {
    List<Weaving> all = new ArrayList<>(firstWeavings());
    all.addAll(laterWeavings());
    return new Relocatable(
        DriverClasses.packagePrefix().replace('.', '/'),
        "Driver",
        "jdbc:postgresql:",
        "core/v3/QueryExecutorImpl",
        all);
  }

  /** In the order in which a first connection needs the classes. */
  public static List<Weaving> firstWeavings() {
    return Arrays.asList(
        Weaving.into("org.postgresql.Driver")
            .requires("connect" + CONNECT, "makeConnection", "parseURL")
            .advise("ConnectAdvice.connect", "connect" + CONNECT)
            .advise("ConnectAdvice.parseUrl", "parseURL" + CONNECT)
            .advise("ConnectAdvice.makeConnection", "makeConnection" + CONNECT),
        connection(),
        Weaving.into(CORE + "v3.ConnectionFactoryImpl")
            .advise("ConnectAdvice.timeZone", "createPostgresTimeZone()")
            .advise("ConnectAdvice.startup", "sendStartupPacket"),
        Weaving.into(CORE + "PGStream").requires("flush()").advise("StreamAdvice.flush", "flush()"),
        Weaving.into(CORE + "VisibleBufferedInputStream")
            .requires("<init>(Ljava/io/InputStream;I)", "getWrapped")
            .advise("StreamAdvice.wrap", "<init>(Ljava/io/InputStream;I)"),
        Weaving.into("org.postgresql.ssl.MakeSSL")
            .advise("ConnectAdvice.handshake", "convert(Lorg/postgresql/core/PGStream;"),
        Weaving.into(SCRAM + "CryptoUtil").advise("ConnectAdvice.saltedPassword", HI),
        Weaving.into(SCRAM + "util.CryptoUtil").advise("ConnectAdvice.saltedPassword", HI),
        executor(),
        Weaving.into(CORE + "CachedQueryCreateAction")
            .requires(PARSE)
            .advise("StatementAdvice.parsed", PARSE),
        Weaving.into(CORE + "QueryExecutorBase")
            .advise("ConnectionAdvice.cancel", "sendQueryCancel()"),
        Weaving.into(JDBC + "TypeInfoCache")
            .advise("StatementAdvice.ownStatement", "*)Ljava/sql/PreparedStatement;")
            .advise(trips(TripKind.METADATA), "cacheSQLTypes"),
        Weaving.into(JDBC + "PgStatement")
            .advise(
                BoundAdvice.of("TimeoutAdvice.start").using("timeout", "connection"),
                "startTimer()")
            .advise(BoundAdvice.of("TimeoutAdvice.end").using("timeout"), "killTimerTask()")
            .advise("TimeoutAdvice.batch", "executeBatch()"),
        Weaving.into(JDBC + "PgStatement$StatementResultHandler")
            .advise("StatementAdvice.resultRows", "handleResultRows")
            .advise("StatementAdvice.updateCount", "handleCommandStatus"));
  }

  /** Classes that many an application never loads. */
  public static List<Weaving> laterWeavings() {
    return Arrays.asList(
        Weaving.into(JDBC + "PgResultSetMetaData")
            .advise(trips(TripKind.METADATA), "fetchFieldMetaData"),
        Weaving.into(JDBC + "PgDatabaseMetaData")
            .advise(
                trips(TripKind.METADATA),
                "*)Ljava/sql/ResultSet;",
                "getSQLKeywords",
                "getMaxNameLength"));
  }

  /** With {@code sqlcommenter} only: what is sent has a comment behind it. */
  public static List<Weaving> commentWeavings() {
    return Arrays.asList(
        Weaving.into(CORE + "v3.SimpleQuery")
            .requires("getNativeSql()")
            .advise(
                "CommentAdvice.text",
                "getNativeSql()",
                "toString(Lorg/postgresql/core/ParameterList;"),
        Weaving.into("org.postgresql.util.ServerErrorMessage")
            .requires("getPosition()")
            .advise("CommentAdvice.received", "<init>"));
  }

  private static BoundAdvice trips(TripKind kind) {
    return BoundAdvice.of("TripAdvice").with("kind", kind);
  }

  private static BoundAdvice avoidable(Avoidable reason) {
    return BoundAdvice.of("AvoidableAdvice.trips").with("reason", reason);
  }

  private static Weaving connection() {
    return Weaving.into(JDBC + "PgConnection")
        .requires("isValid(I)", "commit()")
        .advise(trips(TripKind.COMMIT), "commit()")
        .advise(trips(TripKind.ROLLBACK), "rollback")
        .advise("ConnectionAdvice.valid", "isValid(I)")
        .advise("ConnectionAdvice.close", "close()")
        .advise("ConnectionAdvice.isolation", "getTransactionIsolation()")
        .advise("TransactionAdvice.xaBegin", "execSQLUpdate(Ljava/lang/String;)V")
        .advise(
            trips(TripKind.SESSION),
            "setTransactionIsolation",
            "getTransactionIsolation",
            "setSchema",
            "getSchema",
            "setClientInfo",
            "getCatalog",
            "setReadOnly")
        .advise(trips(TripKind.OTHER), "setSavepoint", "releaseSavepoint")
        .advise(
            avoidable(Avoidable.ISOLATION), "setTransactionIsolation", "getTransactionIsolation")
        .advise(avoidable(Avoidable.SEARCH_PATH), "setSchema", "getSchema")
        .advise(avoidable(Avoidable.READ_ONLY), "setReadOnly")
        .advise(
            BoundAdvice.of("AvoidableAdvice.commit")
                .with("reason", Avoidable.READ_ONLY_COMMIT)
                .using("readOnly", "readOnlyBehavior"),
            "commit()");
  }

  private static Weaving executor() {
    return Weaving.into(CORE + "v3.QueryExecutorImpl")
        .requires("execute(Lorg/postgresql/core/Query;", "fetch")
        .advise("StatementAdvice.execute", "execute(Lorg/postgresql/core/Query;")
        .advise("StatementAdvice.executeBatch", "execute([Lorg/postgresql/core/Query;")
        .advise("TimeoutAdvice.fetch", "fetch")
        .advise(trips(TripKind.FETCH), "fetch")
        .advise(
            BoundAdvice.of("TransactionAdvice.begin").using(BEGIN, BEGIN_READ_ONLY),
            SEND + QUERY_AND_VALUES + "III)")
        .advise("CommentAdvice.parse", "sendParse" + QUERY_AND_VALUES + "Z)")
        .advise("CommentAdvice.simple", "sendSimpleQuery" + QUERY_AND_VALUES)
        .advise(
            "TransactionAdvice.ahead", "sendQueryPreamble(Lorg/postgresql/core/ResultHandler;I)")
        .advise("TransactionAdvice.locked", "waitOnLock()")
        .advise("TransactionAdvice.status", "interpretCommandStatus")
        .advise("TransactionAdvice.ready", READY)
        .advise("TransactionAdvice.error", "receiveErrorResponse")
        .advise("TransactionAdvice.functionCall", FUNCTION_CALL)
        .advise(trips(TripKind.OTHER), FUNCTION_CALL)
        .advise("TransactionAdvice.startCopy", START_COPY)
        .advise(trips(TripKind.COPY), START_COPY)
        .advise(
            trips(TripKind.COPY),
            "endCopy",
            "cancelCopy",
            "flushCopy",
            "writeToCopy",
            "readFromCopy");
  }
}
