/** Values that several clients change. */
package com.example.registers;
