/** Values that every client reads. */
package com.example.configuration;
