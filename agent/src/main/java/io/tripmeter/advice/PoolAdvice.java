package io.tripmeter.advice;

import io.tripmeter.boot.PoolCalls;
import io.tripmeter.boot.ValidationCalls;
import java.sql.Connection;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The life of a pool and of its connections, for any product: {@code product} is its index in the agent's list. */
final class PoolAdvice {
  private PoolAdvice() {}

  /** A constructor or method that makes a pool of its first argument, which may still be changed. In a constructor nothing can be suppressed. */
  @Advice.OnMethodEnter
  static void enterCreate(@Constant("product") int product, @Advice.Argument(0) Object config) {
    PoolCalls.creating(product, config);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitCreate(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.created(product, pool);
  }

  /** A constructor that takes the configuration; the pool begins with {@code initialize}. */
  @Advice.OnMethodEnter
  static void enterConfigure(@Constant("product") int product, @Advice.Argument(0) Object config) {
    PoolCalls.creating(product, config);
  }

  /** A method that begins to fill the pool, on threads of the pool's own. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterInitialize(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.initializing(product, pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitInitialize(
      @Constant("product") int product, @Advice.This Object pool, @Advice.Thrown Throwable thrown) {
    PoolCalls.initialized(product, pool, thrown);
  }

  /** A method of a creation that begins on the pool itself, right before threads that open connections are started. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterStart(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.initializingHere(product, pool);
  }

  /** The method that creates such a pool unless it stands already. It stands if its threads were started, even if this throws. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitStand(
      @Constant("product") int product, @Advice.This Object pool, @Advice.Thrown Throwable thrown) {
    PoolCalls.stands(product, pool, thrown);
  }

  /** A method that a pool's creation calls: if it throws, there will be no pool. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitFail(@Constant("product") int product, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      PoolCalls.failed(product);
    }
  }

  /** The method that closes a pool. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterClose(@Constant("product") int product, @Advice.This Object pool) {
    PoolCalls.closing(product, pool);
  }

  /** The method that lends a connection. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enterBorrow(@Advice.This Object pool) {
    return PoolCalls.borrow(pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitBorrow(@Advice.Enter long start, @Advice.Thrown Throwable thrown) {
    PoolCalls.borrowed(start, thrown);
  }

  /** The same, asked by a migration tool: it may get a connection of its own, at another place. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static Object enterLendToMigration(@Constant("product") int product, @Advice.This Object pool) {
    return PoolCalls.forMigration(product, pool);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitLendToMigration(
      @Advice.Enter Object own, @Advice.Return(readOnly = false) Connection lent) {
    if (own != null) {
      lent = (Connection) own;
    }
  }

  /** The method that lends a connection: an operator may have read-only work go to a replica. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitRead(
      @Advice.This Object pool,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object lent) {
    lent = PoolCalls.lending(pool, lent);
  }

  /** A method that tells the connection of a statement. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitTell(
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection) {
    connection = PoolCalls.asLent(connection);
  }

  /** The method that opens a physical connection and sets it up, of the pool or a part of it. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterOpen(@Constant("product") int product, @Advice.This Object owner) {
    PoolCalls.opening(product, owner);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitOpen(
      @Constant("product") int product,
      @Advice.This Object owner,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Thrown Throwable thrown) {
    connection = PoolCalls.opened(product, owner, connection, thrown);
  }

  /** The pool's object for a connection, with a field {@code connection}: it is about to be lent. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterLend(@Advice.FieldValue("connection") Object connection) {
    PoolCalls.lent(connection);
  }

  /** The same: it has come back. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterReturn(@Advice.FieldValue("connection") Object connection) {
    PoolCalls.returned(connection);
  }

  /** The same: skipped for a connection that was lent to a migration and is not the pool's. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterReturnAside(@Advice.This Object entry) {
    return PoolCalls.isMigrations(entry, false);
  }

  /** The same for one that is dropped as broken. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterEvictAside(@Advice.This Object entry) {
    return PoolCalls.isMigrations(entry, true);
  }

  /** A method that begins to make a pool of its own object, the configuration, which may still be changed. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterBegin(@Constant("product") int product, @Advice.This Object config) {
    PoolCalls.creating(product, config);
  }

  /** A method of a creation that opens a connection like the pool's, and closes it again. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterTry() {
    PoolCalls.trying(true);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTry() {
    PoolCalls.trying(false);
  }

  /** The last method of a creation, of an object with the pool in a field {@code pool}. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitEnd(@Constant("product") int product, @Advice.FieldValue("pool") Object pool) {
    PoolCalls.created(product, pool);
  }

  /** A constructor of an object that lends the connections of its first argument, a pool. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitLender(@Constant("product") int product, @Advice.Argument(0) Object pool) {
    PoolCalls.standing(product, pool);
  }

  /** As {@code close}, of such an object. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterCloseLender(
      @Constant("product") int product, @Advice.FieldValue("pool") Object pool) {
    PoolCalls.closing(product, pool);
  }

  /** As {@code borrow}, of such an object. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enterBorrowOfLender(@Advice.FieldValue("pool") Object pool) {
    return PoolCalls.borrow(pool);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitBorrowOfLender(@Advice.Enter long start, @Advice.Thrown Throwable thrown) {
    PoolCalls.borrowed(start, thrown);
  }

  /** As {@code read}, of such an object. */
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exitReadOfLender(
      @Advice.FieldValue("pool") Object pool,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object lent) {
    lent = PoolCalls.lending(pool, lent);
  }

  /** The pool's object for a connection, as in {@code lend}, but before the pool tests it: it is lent when the borrow ends. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enterTake(@Advice.FieldValue("connection") Object connection) {
    PoolCalls.taken(connection);
  }

  /** A method without a result that tests what is taken: left out while that is known to be alive. */
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enterNeedlessTest() {
    return ValidationCalls.isTakenAlive();
  }

  /** The same method, where it is called: what it costs is a validation, by whatever statement. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enterTest() {
    return ValidationCalls.enterTestOfTaken();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exitTest(@Advice.Enter boolean outermost, @Advice.Thrown Throwable thrown) {
    ValidationCalls.exitTestOfTaken(outermost, thrown == null);
  }
}
