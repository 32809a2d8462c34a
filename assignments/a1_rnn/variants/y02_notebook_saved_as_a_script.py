"""
row: Y02
title: A notebook saved as a script, with its cell marks, magics and training
"""

# coding: utf-8

# # Recurrent network
# In[1]:

import numpy as np
import matplotlib.pyplot as plt
get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().run_line_magic('load_ext', 'autoreload')
get_ipython().run_line_magic('autoreload', '2')


# In[2]:

def softmax(z):
    ### START CODE HERE ### (2 lines)
    e_z = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e_z / e_z.sum(axis=-1, keepdims=True)
    ### END CODE HERE ###


# In[3]:

np.random.seed(1)
x_tmp = np.random.randn(3, 10)
softmax(x_tmp)


# In[7]:

def rnn_cell_forward(xt, a_prev, parameters):
    # Retrieve parameters from "parameters"
    Wax = parameters["Wax"]
    Waa = parameters["Waa"]
    Wya = parameters["Wya"]
    ba = parameters["ba"]
    by = parameters["by"]
    ### START CODE HERE ###
    a_next = np.tanh(np.dot(a_prev, Waa.T) + np.dot(xt, Wax.T) + ba)
    yt_pred = softmax(np.dot(a_next, Wya.T) + by)
    ### END CODE HERE ###
    cache = (a_next, a_prev, xt, parameters)
    return a_next, yt_pred, cache


# In[8]:

parameters_tmp = {}
parameters_tmp['Waa'] = np.random.randn(5, 5)
parameters_tmp['Wax'] = np.random.randn(5, 3)
parameters_tmp['Wya'] = np.random.randn(2, 5)
parameters_tmp['ba'] = np.random.randn(5)
parameters_tmp['by'] = np.random.randn(2)
a_next_tmp, yt_pred_tmp, cache_tmp = rnn_cell_forward(np.random.randn(10, 3), np.random.randn(10, 5), parameters_tmp)
print("a_next[4] = \n", a_next_tmp[4])
print("a_next.shape = \n", a_next_tmp.shape)


# In[9]:

def rnn_cell_backward(da_next, cache):
    (a_next, a_prev, xt, parameters) = cache
    dtanh = (1 - a_next ** 2) * da_next
    gradients = {}
    gradients["dx_t"] = np.dot(dtanh, parameters["Wax"])
    gradients["dWax"] = np.dot(dtanh.T, xt)
    gradients["da_prev"] = np.dot(dtanh, parameters["Waa"])
    gradients["dWaa"] = np.dot(dtanh.T, a_prev)
    gradients["dba"] = np.sum(dtanh, 0)
    return gradients


# In[10]:

def rnn_backward(da, cache):
    gradients = {"dWaa": 0, "dWax": 0, "dba": 0}
    dx = np.zeros(da.shape[:2] + (cache.steps[0][2].shape[1],))
    da_prevt = np.zeros(da[:, 0, :].shape)
    for t in reversed(range(da.shape[1])):
        step = rnn_cell_backward(da[:, t, :] + da_prevt, cache.steps[t])
        da_prevt = step["da_prev"]
        dx[:, t, :] = step["dx_t"]
        for key in gradients:
            gradients[key] = gradients[key] + step[key]
    gradients["dx"] = dx
    gradients["da0"] = da_prevt
    return gradients


# In[11]:

losses = []
for i in range(10000):
    loss = float(np.sum(softmax(np.random.randn(3, 10)) ** 2))
    losses.append(loss)
    if i % 1000 == 0:
        print('Iteration %i, loss = %f' % (i, loss))
plt.plot(losses)
plt.show()
get_ipython().system('ls')
