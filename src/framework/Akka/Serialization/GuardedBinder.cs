namespace Akka.Serialization;

using System.Collections.Frozen;
using System.Runtime.Serialization;
using Newtonsoft.Json.Serialization;

/// <summary>Refuses names in JSON of types that are known to run code of the sender's choice when they are filled.</summary>
/// <remarks>A list of bad types is never complete: an open port needs a serializer that names what is allowed.</remarks>
internal sealed class GuardedBinder : DefaultSerializationBinder
{
    private static readonly FrozenSet<string> Refused = new[]
    {
        "System.Security.Claims.ClaimsIdentity", "System.Security.Claims.ClaimsPrincipal", "System.Security.Principal.WindowsIdentity",
        "System.Security.Principal.WindowsPrincipal", "System.Security.SecurityException", "System.Web.Security.RolePrincipal",
        "System.Windows.Forms.AxHost.State", "System.Windows.Data.ObjectDataProvider", "System.Windows.ResourceDictionary",
        "System.Management.Automation.PSObject", "System.Configuration.Install.AssemblyInstaller", "System.CodeDom.Compiler.TempFileCollection",
        "System.IO.FileSystemInfo", "System.IO.DirectoryInfo", "System.IO.FileInfo", "System.Activities.Presentation.WorkflowDesigner",
        "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Runtime.Remoting.ObjRef",
        "Microsoft.VisualStudio.Text.Formatting.TextFormattingRunProperties", "System.Data.DataSet", "System.Data.DataTable",
        "System.Workflow.ComponentModel.Serialization.ActivitySurrogateSelector", "System.Delegate", "System.MulticastDelegate",
        "System.Reflection.Assembly", "System.AppDomain",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override Type BindToType(string? assemblyName, string typeName)
    {
        // The name is looked at before anything is loaded, type arguments included.
        foreach (var part in typeName.Split('[', ']', ','))
        {
            if (Refused.Contains(part.Trim().Replace('+', '.')))
                throw new SerializationException($"The type [{TypeNames.Shorten(part.Trim())}] is unsafe and never read from JSON.");
        }

        return base.BindToType(assemblyName, typeName);
    }
}
