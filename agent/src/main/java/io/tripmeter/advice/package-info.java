/**
 * NEVER LOADED: the byte code of these classes is copied into the application's. Each advice is one static call into
 * {@code io.tripmeter.boot}, without fields and lambdas, with {@code suppress = Throwable.class}.
 */
package io.tripmeter.advice;
