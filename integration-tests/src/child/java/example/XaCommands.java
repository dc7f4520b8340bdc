package example;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.postgresql.xa.PGXADataSource;

/** Distributed transactions, and what the application sees of each step. */
final class XaCommands {
  private interface Step {
    Object run() throws Exception;
  }

  private final List<String> seen = new ArrayList<>();
  private final XAResource resource;
  private final Connection connection;
  private final String question;
  private int number;

  private XaCommands(XAConnection opened, String question) throws SQLException {
    resource = opened.getXAResource();
    connection = opened.getConnection();
    this.question = question;
  }

  /** URL, user, password and a question, to which a transaction's answer is shown where there is one. */
  static String run(String[] arguments) throws Exception {
    PGXADataSource source = new PGXADataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    XAConnection opened = source.getXAConnection();
    try {
      return new XaCommands(opened, arguments[3]).all();
    } finally {
      opened.close();
    }
  }

  private String all() {
    alone();
    onePhase();
    twoPhases();
    rolledBack();
    failed();
    suspended();
    joined();
    misused();
    alone();
    return String.join("; ", seen);
  }

  private void alone() {
    step("alone", () -> Sql.update(connection, "INSERT INTO shape (number) VALUES (7)"));
    step("committed", () -> connection.getAutoCommit());
  }

  private void onePhase() {
    Xid xid = new Id(++number);
    work("one phase", xid);
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("commit", () -> commit(xid, true));
  }

  private void twoPhases() {
    Xid xid = new Id(++number);
    work("two phases", xid);
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("prepare", () -> resource.prepare(xid));
    step("recover", () -> resource.recover(XAResource.TMSTARTRSCAN).length);
    step("commit", () -> commit(xid, false));
  }

  private void rolledBack() {
    Xid xid = new Id(++number);
    work("rollback", xid);
    step("end", () -> end(xid, XAResource.TMFAIL));
    step("rollback", () -> rollback(xid));
  }

  private void failed() {
    Xid xid = new Id(++number);
    work("failure", xid);
    step("fails", () -> Sql.update(connection, "INSERT INTO shape (number) VALUES (1/0)"));
    step("after", () -> Sql.update(connection, "INSERT INTO shape (number) VALUES (1)"));
    step("end", () -> end(xid, XAResource.TMFAIL));
    step("rollback", () -> rollback(xid));
  }

  private void suspended() {
    Xid xid = new Id(++number);
    work("suspension", xid);
    step("suspend", () -> end(xid, XAResource.TMSUSPEND));
    step("resume", () -> start(xid, XAResource.TMRESUME));
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("commit", () -> commit(xid, true));
  }

  private void joined() {
    Xid xid = new Id(++number);
    work("join", xid);
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("join", () -> start(xid, XAResource.TMJOIN));
    step("more", () -> Sql.update(connection, "UPDATE shape SET name = 'x' WHERE number = 8"));
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("commit", () -> commit(xid, true));
  }

  private void misused() {
    Xid xid = new Id(++number);
    step("end of none", () -> end(xid, XAResource.TMSUCCESS));
    step("commit of none", () -> commit(xid, false));
    work("misuse", xid);
    step("start again", () -> start(xid, XAResource.TMNOFLAGS));
    step("commit inside", () -> {
      connection.commit();
      return "";
    });
    step("end", () -> end(xid, XAResource.TMSUCCESS));
    step("rollback", () -> rollback(xid));
  }

  private void work(String name, Xid xid) {
    step(name, () -> start(xid, XAResource.TMNOFLAGS));
    if (!question.isEmpty()) {
      step("asked", () -> PoolCommands.ask(connection, question));
    }
    step("set", () -> Sql.update(connection, "SET LOCAL work_mem = '1MB'"));
    step("first", () -> Sql.update(connection, "INSERT INTO shape (number) VALUES (8)"));
    step(
        "second", () -> Sql.update(connection, "UPDATE shape SET name = 'y' WHERE number = 8") > 0);
    step("warnings", () -> connection.getWarnings());
  }

  private void step(String name, Step step) {
    try {
      seen.add(name + " " + step.run());
    } catch (SQLException e) {
      seen.add(name + " " + e.getSQLState());
    } catch (XAException e) {
      seen.add(name + " XA " + e.errorCode);
    } catch (Exception e) {
      seen.add(name + " " + e);
    }
  }

  private Object start(Xid xid, int flags) throws XAException {
    resource.start(xid, flags);
    return "";
  }

  private Object end(Xid xid, int flags) throws XAException {
    resource.end(xid, flags);
    return "";
  }

  private Object commit(Xid xid, boolean onePhase) throws XAException {
    resource.commit(xid, onePhase);
    return "";
  }

  private Object rollback(Xid xid) throws XAException {
    resource.rollback(xid);
    return "";
  }

  private static final class Id implements Xid {
    private final byte[] bytes;

    Id(int number) {
      bytes = new byte[] {(byte) number};
    }

    @Override
    public int getFormatId() {
      return 7;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return bytes.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Id && Arrays.equals(bytes, ((Id) other).bytes);
    }

    @Override
    public int hashCode() {
      return bytes[0];
    }
  }
}
