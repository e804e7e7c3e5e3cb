"""Texts that the tests of this floor paste, the error texts to the letter."""

DIALOG = (
    "Cannot connect to Microsoft Dynamics CRM server because we cannot authenticate your "
    "credentials. Check your connection or contact your administrator for more help."
)
DETAILS = """Access is denied.

Server stack trace:
 at System.ServiceModel.Channels.ServiceChannel.ThrowIfFaultUnderstood(Message reply, MessageFault fault, String action, MessageVersion version, FaultConverter faultConverter)
 at System.ServiceModel.Channels.ServiceChannel.HandleReply(ProxyOperationRuntime operation, ProxyRpc& rpc)
 at System.ServiceModel.Channels.ServiceChannel.Call(String action, Boolean oneway, ProxyOperationRuntime operation, Object[] ins, Object[] outs, TimeSpan timeout)
 at System.ServiceModel.Channels.ServiceChannelProxy.InvokeService(IMethodCallMessage methodCall, ProxyOperationRuntime operation)
 at System.ServiceModel.Channels.ServiceChannelProxy.Invoke(IMessage message)

Exception rethrown at [0]:
 at System.Windows.Forms.Control.MarshaledInvoke(Control caller, Delegate method, Object[] args, Boolean synchronous)
 at System.Windows.Forms.Control.Invoke(Delegate method, Object[] args)
 at System.Windows.Forms.Control.Invoke(Delegate method)
 at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.RetrieveUserCredentialsAndSignIn(Control parentWindow, Boolean retryOnError, IClientOrganizationContext context)
 at Microsoft.Crm.Outlook.ClientAuth.ClientAuthProvider`1.SignIn(AuthUIMode uiMode, IClientOrganizationContext context, Control parentWindow, Boolean retryOnError)
 at Microsoft.Crm.Application.Outlook.Config.DeploymentsInfo`1.DeploymentInfo`1.LoadOrganizationsInternal(AuthUIMode uiMode, Control parentWindow)
"""  # noqa: E501
ADDRESS = "https://crmserver.contoso.com"
KNOWN = f"{DIALOG}\n{DETAILS}\nI typed {ADDRESS}"
CHATTER = "does anyone have the link to the lunch menu for today?"
