package io.tripmeter.pgjdbc;

import io.tripmeter.boot.TripKind;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
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

  static final String[] SEND_PARAMETERS = {
    CORE + "v3.SimpleQuery", CORE + "v3.SimpleParameterList", "int", "int", "int"
  };

  /** Its method for the server's ReadyForQuery, after which nothing of what was sent before is answered any more. */
  static final String READY = "receiveRFQ";

  /** Fields of QueryExecutorImpl: what it sends to begin a transaction. */
  static final String BEGIN = "beginTransactionQuery";

  static final String BEGIN_READ_ONLY = "beginReadOnlyTransactionQuery";
  private static final String PARSE = "create)Lorg/postgresql/core/CachedQuery;";

  private Pgjdbc() {}

  /** In the order in which a first connection needs the classes. */
  public static List<Weaving> firstWeavings() {
    return Arrays.asList(
        Weaving.into("org.postgresql.Driver")
            .requires("connect" + CONNECT, "makeConnection", "parseURL")
            .advise("ConnectAdvice", "connect" + CONNECT)
            .advise("ParseUrlAdvice", "parseURL" + CONNECT)
            .advise("MakeConnectionAdvice", "makeConnection" + CONNECT),
        connection(),
        Weaving.into(CORE + "v3.ConnectionFactoryImpl")
            .advise("TimeZoneAdvice", "createPostgresTimeZone()")
            .advise("StartupAdvice", "sendStartupPacket"),
        Weaving.into(CORE + "PGStream").requires("flush()").advise("FlushAdvice", "flush()"),
        Weaving.into(CORE + "VisibleBufferedInputStream")
            .requires("<init>(Ljava/io/InputStream;I)", "getWrapped")
            .advise("WrapStreamAdvice", "<init>(Ljava/io/InputStream;I)"),
        Weaving.into("org.postgresql.ssl.MakeSSL")
            .advise("TlsAdvice", "convert(Lorg/postgresql/core/PGStream;"),
        Weaving.into(SCRAM + "CryptoUtil").advise("SaltedPasswordAdvice", HI),
        Weaving.into(SCRAM + "util.CryptoUtil").advise("SaltedPasswordAdvice", HI),
        executor(),
        Weaving.into(CORE + "CachedQueryCreateAction")
            .requires(PARSE)
            .advise("ParsedAdvice", PARSE),
        Weaving.into(CORE + "QueryExecutorBase").advise("CancelAdvice", "sendQueryCancel()"),
        Weaving.into(JDBC + "TypeInfoCache")
            .advise("OwnStatementAdvice", "*)Ljava/sql/PreparedStatement;")
            .advise(trips(TripKind.METADATA), "cacheSQLTypes"),
        Weaving.into(JDBC + "PgStatement")
            .advise(
                BoundAdvice.of("StatementTimerAdvice").using("timeout", "connection"),
                "startTimer()")
            .advise(BoundAdvice.of("StatementEndAdvice").using("timeout"), "killTimerTask()")
            .advise("TimedBatchAdvice", "executeBatch()"),
        Weaving.into(JDBC + "PgStatement$StatementResultHandler")
            .advise("ResultRowsAdvice", "handleResultRows")
            .advise("UpdateCountAdvice", "handleCommandStatus"));
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

  private static BoundAdvice trips(TripKind kind) {
    return BoundAdvice.of("TripAdvice").with("kind", kind);
  }

  private static Weaving connection() {
    return Weaving.into(JDBC + "PgConnection")
        .requires("isValid(I)", "commit()")
        .advise(trips(TripKind.COMMIT), "commit()")
        .advise(trips(TripKind.ROLLBACK), "rollback")
        .advise("ValidAdvice", "isValid(I)")
        .advise("CloseAdvice", "close()")
        .advise("XaBeginAdvice", "execSQLUpdate(Ljava/lang/String;)V")
        .advise(
            trips(TripKind.SESSION),
            "setTransactionIsolation",
            "getTransactionIsolation",
            "setSchema",
            "getSchema",
            "setClientInfo",
            "getCatalog",
            "setReadOnly")
        .advise(trips(TripKind.OTHER), "setSavepoint", "releaseSavepoint");
  }

  private static Weaving executor() {
    return Weaving.into(CORE + "v3.QueryExecutorImpl")
        .requires("execute(Lorg/postgresql/core/Query;", "fetch")
        .advise("StatementAdvice", "execute(Lorg/postgresql/core/Query;")
        .advise("BatchAdvice", "execute([Lorg/postgresql/core/Query;")
        .advise("FetchAdvice", "fetch")
        .advise(
            BoundAdvice.of("BeginAdvice").using(BEGIN, BEGIN_READ_ONLY),
            SEND
                + "(Lorg/postgresql/core/v3/SimpleQuery;Lorg/postgresql/core/v3/SimpleParameterList;III)")
        .advise("AheadAdvice", "sendQueryPreamble(Lorg/postgresql/core/ResultHandler;I)")
        .advise("LockedAdvice", "waitOnLock()")
        .advise("CommandStatusAdvice", "interpretCommandStatus")
        .advise("ReadyAdvice", READY)
        .advise("ErrorAdvice", "receiveErrorResponse")
        .advise("FunctionCallAdvice", "fastpathCall(ILorg/postgresql/core/ParameterList;Z)")
        .advise("StartCopyAdvice", "startCopy(Ljava/lang/String;Z)")
        .advise(
            trips(TripKind.COPY),
            "endCopy",
            "cancelCopy",
            "flushCopy",
            "writeToCopy",
            "readFromCopy");
  }
}
