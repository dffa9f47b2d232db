/** Groups whose members know each other. */
package com.example.membership;
