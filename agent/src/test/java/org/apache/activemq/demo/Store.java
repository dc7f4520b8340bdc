package org.apache.activemq.demo;

/** Named like a part of a broker, which is a library of many applications and a program of its own. */
public final class Store {
  private Store() {}
}
