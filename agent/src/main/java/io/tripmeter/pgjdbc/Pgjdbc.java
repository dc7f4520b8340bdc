package io.tripmeter.pgjdbc;

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
            .advise("MetadataAdvice", "cacheSQLTypes"),
        Weaving.into(JDBC + "PgStatement")
            .adviseReading("StatementTimerAdvice", "startTimer()", "timeout", "connection")
            .adviseReading("StatementEndAdvice", "killTimerTask()", "timeout")
            .advise("TimedBatchAdvice", "executeBatch()"),
        Weaving.into(JDBC + "PgStatement$StatementResultHandler")
            .advise("ResultRowsAdvice", "handleResultRows")
            .advise("UpdateCountAdvice", "handleCommandStatus"));
  }

  /** Classes that many an application never loads. */
  public static List<Weaving> laterWeavings() {
    return Arrays.asList(
        Weaving.into(JDBC + "PgResultSetMetaData").advise("MetadataAdvice", "fetchFieldMetaData"),
        Weaving.into(JDBC + "PgDatabaseMetaData")
            .advise(
                "MetadataAdvice", "*)Ljava/sql/ResultSet;", "getSQLKeywords", "getMaxNameLength"));
  }

  private static Weaving connection() {
    return Weaving.into(JDBC + "PgConnection")
        .requires("isValid(I)", "commit()")
        .advise("CommitAdvice", "commit()")
        .advise("RollbackAdvice", "rollback")
        .advise("ValidAdvice", "isValid(I)")
        .advise("CloseAdvice", "close()")
        .advise("XaBeginAdvice", "execSQLUpdate(Ljava/lang/String;)V")
        .advise(
            "SessionAdvice",
            "setTransactionIsolation",
            "getTransactionIsolation",
            "setSchema",
            "getSchema",
            "setClientInfo",
            "getCatalog",
            "setReadOnly")
        .advise("OtherAdvice", "setSavepoint", "releaseSavepoint");
  }

  private static Weaving executor() {
    return Weaving.into(CORE + "v3.QueryExecutorImpl")
        .requires("execute(Lorg/postgresql/core/Query;", "fetch")
        .advise("StatementAdvice", "execute(Lorg/postgresql/core/Query;")
        .advise("BatchAdvice", "execute([Lorg/postgresql/core/Query;")
        .advise("FetchAdvice", "fetch")
        .adviseReading(
            "BeginAdvice",
            SEND
                + "(Lorg/postgresql/core/v3/SimpleQuery;Lorg/postgresql/core/v3/SimpleParameterList;III)",
            BEGIN,
            BEGIN_READ_ONLY)
        .advise("AheadAdvice", "sendQueryPreamble(Lorg/postgresql/core/ResultHandler;I)")
        .advise("LockedAdvice", "waitOnLock()")
        .advise("CommandStatusAdvice", "interpretCommandStatus")
        .advise("ReadyAdvice", READY)
        .advise("ErrorAdvice", "receiveErrorResponse")
        .advise("FunctionCallAdvice", "fastpathCall(ILorg/postgresql/core/ParameterList;Z)")
        .advise("StartCopyAdvice", "startCopy(Ljava/lang/String;Z)")
        .advise("CopyAdvice", "endCopy", "cancelCopy", "flushCopy", "writeToCopy", "readFromCopy");
  }
}
