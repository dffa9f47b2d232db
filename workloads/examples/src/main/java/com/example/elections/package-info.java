/** One client at a time that leads. */
package com.example.elections;
