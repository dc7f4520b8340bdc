package co.elastic.apm.agent.impl.transaction;

/** A transaction of Elastic's agent that has not said yet what it is. */
public final class TransactionImpl {
  public String getType() {
    return "";
  }
}
