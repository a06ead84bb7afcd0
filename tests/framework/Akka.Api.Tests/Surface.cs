namespace Akka.Api.Tests;

using System.Reflection;

/// <summary>What others can see of an assembly: one line for each type, base and member that is public or protected.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static SortedSet<string> Of(Assembly assembly) =>
        new(assembly.GetTypes().Where(IsSeen).SelectMany(Lines), StringComparer.Ordinal);

    private static bool IsSeen(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsSeen(type.DeclaringType!) : type.IsPublic;

    private static bool IsSeen(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static IEnumerable<string> Lines(Type type)
    {
        var owner = TypeName.Of(type);
        yield return $"{owner} is {KindOf(type)}";
        if (type.BaseType is { } parent && !Trivial.Contains(parent))
            yield return $"{owner} : {TypeName.Of(parent)}";
        foreach (var contract in type.GetInterfaces().Where(i => i.IsVisible))
            yield return $"{owner} : {TypeName.Of(contract)}";
        foreach (var line in type.GetMembers(Declared).Select(Describe).OfType<string>())
            yield return $"{owner} {line}";
    }

    private static readonly HashSet<Type> Trivial = [typeof(object), typeof(ValueType), typeof(Enum), typeof(MulticastDelegate)];

    private static string KindOf(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "class static",
        { IsAbstract: true } => "class abstract",
        { IsSealed: true } => "class sealed",
        _ => "class",
    };

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } made when IsSeen(made) => $"new({Parameters(made)}){Protection(made)}",
        MethodInfo method when IsSeen(method) && !IsAccessor(method) && !method.Name.Contains('<') =>
            $"{method.Name}{Arity(method)}({Parameters(method)}) -> {TypeName.Of(method.ReturnType)}{Modifiers(method)}",
        PropertyInfo property when IsSeen(property.GetMethod) || IsSeen(property.SetMethod) => Describe(property),
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
            $"{field.Name} = {TypeName.Of(field.FieldType)}{(field.IsLiteral ? " const" : field.IsStatic ? " static" : "")}",
        EventInfo happening when IsSeen(happening.AddMethod) => $"{happening.Name} += {TypeName.Of(happening.EventHandlerType!)}",
        _ => null,
    };

    private static string Describe(PropertyInfo property)
    {
        var index = property.GetIndexParameters() is { Length: > 0 } keys
            ? $"[{string.Join(", ", keys.Select(k => TypeName.Of(k.ParameterType)))}]"
            : "";
        var access = (IsSeen(property.GetMethod) ? " get" : "") + (IsSeen(property.SetMethod) ? " set" : "");
        return $"{property.Name}{index} = {TypeName.Of(property.PropertyType)}{access}{Modifiers((property.GetMethod ?? property.SetMethod)!)}";
    }

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && new[] { "get_", "set_", "add_", "remove_" }.Any(p => method.Name.StartsWith(p, StringComparison.Ordinal));

    private static string Arity(MethodInfo method) => method.IsGenericMethodDefinition ? $"`{method.GetGenericArguments().Length}" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")
        + (p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + TypeName.Of(p.ParameterType)
        + (p.IsOptional ? "?" : "")));

    private static string Protection(MethodBase method) => method.IsPublic ? "" : " protected";

    private static string Modifiers(MethodInfo method) => Protection(method) + method switch
    {
        { IsStatic: true } => " static",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } => " virtual",
        _ => "",
    };
}
