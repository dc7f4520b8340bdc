/** The live page in a real browser, without a window. */
package io.tripmeter.page;
